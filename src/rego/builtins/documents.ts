/** Parts of documents by their paths: kept, removed, patched. */
import { lookUp } from "../run/documents.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { itemsOf } from "./aggregates.ts";
import { builtin, Refusal, type Answer, type Builtin } from "./builtin.ts";
import { patchDocument } from "./json-patch.ts";
import { pathOf, type Path } from "./json-path.ts";

type Paths = readonly Value[] | RegoSet;

export const documents: readonly Builtin[] = [
  builtin("json.filter", ["object", "array|set"], ([object, paths]: readonly [RegoObject, Paths]) =>
    withPaths(paths, (tree) => kept(object, tree)),
  ),
  builtin("json.remove", ["object", "array|set"], ([object, paths]: readonly [RegoObject, Paths]) =>
    withPaths(paths, (tree) => removed(object, tree)),
  ),
  builtin("json.patch", ["any", "array"], ([document, operations]: readonly [Value, readonly Value[]]) =>
    patchDocument(document, operations),
  ),
];

/** Paths that start alike, put together: what stands under `null` is meant as a whole. */
function withPaths(written: Paths, use: (tree: RegoObject) => Answer): Answer {
  const tree = new RegoObject();
  for (const one of itemsOf(written)) {
    const path = pathOf(one);
    if (path instanceof Refusal) return path;
    plant(tree, path);
  }
  return use(tree);
}

function plant(tree: RegoObject, path: Path): void {
  const last = path.at(-1);
  if (last === undefined) return;
  let node = tree;
  for (const step of path.slice(0, -1)) {
    const child = node.get(step);
    if (child === null) return;
    const next = child instanceof RegoObject ? child : new RegoObject();
    node.set(step, next);
    node = next;
  }
  node.set(last, null);
}

/** Numbers of arrays are written as texts in paths. */
function branch(tree: RegoObject, key: Value, isIndex: boolean): Value | undefined {
  return tree.get(isIndex ? String(key) : key);
}

function kept(value: Value, tree: Value): Value | undefined {
  if (tree === null) return value;
  const branches = tree as RegoObject;
  if (Array.isArray(value))
    return keptAll((value as readonly Value[]).map((item, index) => [branch(branches, index, true), item] as const));
  if (value instanceof RegoSet)
    return RegoSet.of(keptAll(value.sorted().map((member) => [branch(branches, member, false), member] as const)));
  if (!(value instanceof RegoObject)) return value;
  const result = new RegoObject();
  for (const [key, member] of value.pairs()) {
    const below = branches.get(key);
    const part = below === undefined ? undefined : kept(member, below);
    if (part !== undefined) result.set(key, part);
  }
  return result;
}

function keptAll(items: readonly (readonly [Value | undefined, Value])[]): Value[] {
  return items.flatMap(([below, item]) => {
    const part = below === undefined ? undefined : kept(item, below);
    return part === undefined ? [] : [part];
  });
}

function removed(value: Value, tree: Value | undefined): Value | undefined {
  if (tree === null) return undefined;
  if (!(tree instanceof RegoObject)) return value;
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap((item, index) => listed(removed(item, branch(tree, index, true))));
  if (value instanceof RegoSet) return RegoSet.of(value.sorted().flatMap((member) => listed(removed(member, branch(tree, member, false)))));
  if (!(value instanceof RegoObject)) return value;
  const result = new RegoObject();
  for (const [key, member] of value.pairs()) {
    const part = removed(member, lookUp(tree, key));
    if (part !== undefined) result.set(key, part);
  }
  return result;
}

function listed(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}
