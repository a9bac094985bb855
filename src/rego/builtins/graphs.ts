/** Walking through values and graphs. */
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { itemsOf } from "./aggregates.ts";
import { builtin, type Builtin, type Work } from "./builtin.ts";

type Nodes = readonly Value[] | RegoSet;

export const graphs: readonly Builtin[] = [
  { ...builtin("walk", ["any"], ([value]: readonly [Value], work) => [...steps([], value, work)]), isRelation: true },
  builtin("graph.reachable", ["object", "array|set"], ([graph, start]: readonly [RegoObject, Nodes], work) =>
    reachable(graph, itemsOf(start), work),
  ),
  builtin("graph.reachable_paths", ["object", "array|set"], ([graph, start]: readonly [RegoObject, Nodes], work) =>
    reachablePaths(graph, itemsOf(start), work),
  ),
];

/** Every value inside a value with the path that leads to it, the value itself first. */
function* steps(path: readonly Value[], value: Value, work: Work): Iterable<Value> {
  if (!work.spend(1)) return;
  yield [path, value];
  if (Array.isArray(value)) for (const [index, item] of (value as readonly Value[]).entries()) yield* steps([...path, index], item, work);
  else if (value instanceof RegoSet) for (const member of value.sorted()) yield* steps([...path, member], member, work);
  else if (value instanceof RegoObject) for (const key of value.sortedKeys()) yield* steps([...path, key], value.get(key) as Value, work);
}

/** Nodes that the graph does not mention are not reached. */
function reachable(graph: RegoObject, start: readonly Value[], work: Work): RegoSet {
  const reached = new RegoSet();
  const waiting = [...start];
  for (let node = waiting.pop(); node !== undefined && work.spend(1); node = waiting.pop()) {
    const edges = graph.get(node);
    if (edges === undefined || reached.has(node)) continue;
    reached.add(node);
    waiting.push(...edgesOf(edges));
  }
  return reached;
}

function edgesOf(edges: Value): readonly Value[] {
  return Array.isArray(edges) || edges instanceof RegoSet ? itemsOf(edges as Nodes) : [];
}

type Trail = { readonly path: readonly Value[]; readonly seen: RegoSet };

/** A path ends at a node without edges, before a node that it has passed already, and before one that the graph does not mention. */
function reachablePaths(graph: RegoObject, start: readonly Value[], work: Work): RegoSet {
  const paths = new RegoSet();
  for (const node of start) {
    const edges = graph.get(node);
    if (edges === undefined) continue;
    const next = edgesOf(edges);
    if (next.length === 0) paths.add([node]);
    for (const neighbour of next) follow({ graph, paths, work }, neighbour, { path: [node], seen: RegoSet.of([node]) });
  }
  return paths;
}

type Search = { readonly graph: RegoObject; readonly paths: RegoSet; readonly work: Work };

function follow(search: Search, node: Value, { path, seen }: Trail): void {
  const edges = search.graph.get(node);
  if (edges === undefined || !search.work.spend(1 + path.length)) return search.paths.add(path);
  const longer = [...path, node];
  const next = edgesOf(edges);
  if (next.length === 0) return search.paths.add(longer);
  const passed = RegoSet.of([...seen.values(), node]);
  for (const neighbour of next) {
    if (passed.has(neighbour)) search.paths.add(longer);
    else follow(search, neighbour, { path: longer, seen: passed });
  }
}
