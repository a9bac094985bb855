/** The document that many rules make together. Only rules whose guards hold are evaluated; what the others make is there from the start. */
import { invariant } from "../../base/assert.ts";
import type { Member } from "../plan/ir.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { RuleIndex } from "./rule-index.ts";
import type { Machine } from "./machine.ts";
import type { Callee, Frame, Linker } from "./link.ts";

type Leaf = { readonly path: readonly string[]; readonly callee: Callee };

export class Extent {
  readonly #leaves: Leaf[] = [];
  readonly #index: RuleIndex;
  readonly #machine: Machine;
  /** The document while no rule holds. */
  readonly #empty: RegoObject;

  constructor(members: readonly Member[], linker: Linker) {
    this.#machine = linker.machine;
    this.#empty = this.#collect(members, [], linker);
    this.#index = new RuleIndex(this.#leaves.map(({ callee }) => callee));
  }

  document(args: Frame): RegoObject {
    let document = this.#empty;
    for (const { path, value } of this.#values(args)) document = withMember(document, path, value);
    return document;
  }

  /** The document without empty sets and objects. */
  matches(args: Frame): RegoObject {
    let document = new RegoObject();
    for (const { path, value } of this.#values(args)) if (!isEmpty(value)) document = withMember(document, path, value);
    return document;
  }

  *#values(args: Frame): Iterable<{ readonly path: readonly string[]; readonly value: Value }> {
    for (const index of this.#index.candidates(args[0], this.#machine.spend)) {
      const { path, callee } = this.#leaves[index] as Leaf;
      const value = callee.call(args);
      if (value !== undefined) yield { path, value };
    }
  }

  #collect(members: readonly Member[], above: readonly string[], linker: Linker): RegoObject {
    const object = new RegoObject();
    for (const member of members) {
      const path = [...above, member.name];
      if ("members" in member) object.set(member.name, this.#collect(member.members, path, linker));
      else this.#addLeaf({ path, callee: calleeOf(member.callee, linker) }, object);
    }
    return object;
  }

  #addLeaf(leaf: Leaf, object: RegoObject): void {
    this.#leaves.push(leaf);
    if (leaf.callee.empty !== undefined) object.set(leaf.path.at(-1) as string, leaf.callee.empty);
  }
}

function calleeOf(name: string, linker: Linker): Callee {
  const callee = linker.callee(name);
  invariant(callee !== undefined, `the function ${name} is planned before the document that it is part of`);
  return callee;
}

/** A copy with one member changed: the rest is shared. */
function withMember(object: RegoObject, [name = "", ...rest]: readonly string[], value: Value): RegoObject {
  const copy = object.copy();
  const before = copy.get(name);
  copy.set(name, rest.length === 0 ? value : withMember(before instanceof RegoObject ? before : new RegoObject(), rest, value));
  return copy;
}

function isEmpty(value: Value): boolean {
  return (value instanceof RegoSet || value instanceof RegoObject) && value.size === 0;
}
