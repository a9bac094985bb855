/** The document that many rules make together. Only rules whose guards hold are evaluated; what the others make is there from the start. */
import { invariant } from "../../base/assert.ts";
import type { Member } from "../plan/ir.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { RuleIndex } from "./rule-index.ts";
import type { Callee, Frame, Linker } from "./link.ts";

type Leaf = { readonly path: readonly string[]; readonly callee: Callee };

/** What stands at a path of the document. */
export type Part = { readonly path: readonly string[]; readonly value: Value };

export class Extent {
  readonly #leaves: Leaf[] = [];
  readonly #index: RuleIndex;
  /** The document while no rule holds but those that always do. */
  readonly #start: RegoObject;
  /** What is the same whatever is asked, and not empty. */
  readonly certain: Part[] = [];

  constructor(members: readonly Member[], linker: Linker) {
    this.#start = this.#collect(members, [], linker);
    this.#index = new RuleIndex(
      this.#leaves.map(({ callee }) => callee),
      linker.machine,
      (guard) => linker.chosenBy(guard),
    );
  }

  document(args: Frame): RegoObject {
    const draft = new Draft(this.#start);
    for (const { path, value } of this.#values(args)) draft.put(path, value);
    return draft.document;
  }

  /** What the rules say beside what is certain, without empty sets and objects. */
  matches(args: Frame): Part[] {
    return this.#values(args).filter(({ value }) => !isEmpty(value));
  }

  /** What nothing was put into stands in the document from the start, and is left out. */
  #values(args: Frame): Part[] {
    const values: Part[] = [];
    const candidates = this.#index.candidates(args[0]);
    for (let index = 0; index < candidates.length; index++) {
      const { path, callee } = this.#leaves[candidates[index] as number] as Leaf;
      const value = callee.call(args);
      if (value !== undefined && value !== callee.empty) values.push({ path, value });
    }
    return values;
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

  #addLeaf({ path, callee }: Leaf, object: RegoObject): void {
    const { constant, empty } = callee;
    if (constant === undefined) this.#leaves.push({ path, callee });
    else if (!isEmpty(constant)) this.certain.push({ path, value: constant });
    const start = constant === undefined ? empty : constant;
    if (start !== undefined) object.set(path.at(-1) as string, start);
  }
}

function calleeOf(name: string, linker: Linker): Callee {
  const callee = linker.callee(name);
  invariant(callee !== undefined, `the function ${name} is planned before the document that it is part of`);
  return callee;
}

/** A document in the making: what it starts from is shared, so each object of it is copied before the first change. */
class Draft {
  document: RegoObject;
  readonly #own = new Set<RegoObject>();

  constructor(start: RegoObject) {
    this.document = start;
  }

  put(path: readonly string[], value: Value): void {
    let here = (this.document = this.#owned(this.document));
    const last = path.length - 1;
    for (let index = 0; index < last; index++) {
      const name = path[index] as string;
      const below = here.get(name);
      const next = this.#owned(below instanceof RegoObject ? below : new RegoObject());
      here.set(name, next);
      here = next;
    }
    here.set(path[last] as string, value);
  }

  #owned(object: RegoObject): RegoObject {
    if (this.#own.has(object)) return object;
    const copy = object.copy();
    this.#own.add(copy);
    return copy;
  }
}

function isEmpty(value: Value): boolean {
  return (value instanceof RegoSet || value instanceof RegoObject) && value.size === 0;
}
