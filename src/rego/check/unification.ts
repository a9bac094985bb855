/** Which variables `=` gives a value: a variable is known once something known stands on the other side. */
import type { CoreTerm } from "./reduced.ts";
import { isDocument, variablesOfTerm } from "./variables.ts";

type Collection = Extract<CoreTerm, { is: "array" | "object" }>;

export class Unification {
  readonly #safe: ReadonlySet<string>;
  readonly #unified = new Set<string>();
  /** What a variable still waits for: it is known once all of these are. */
  readonly #waiting = new Map<string, Set<string>>();

  constructor(safe: ReadonlySet<string>) {
    this.#safe = safe;
  }

  unify(left: CoreTerm, right: CoreTerm): ReadonlySet<string> {
    this.#pair(left, right);
    return this.#unified;
  }

  #pair(left: CoreTerm, right: CoreTerm): void {
    if (left.is === "variable") return this.#variable(left.name, right);
    if (right.is === "variable") return this.#variable(right.name, left);
    if (left.is === "array" && right.is === "array") return this.#arrays(left.items, right.items);
    if (left.is === "object" && right.is === "object") return this.#objects(left, right);
    if (isCollection(left) && this.#mayTakeApart(right)) return this.#markAll(left);
    if (isCollection(right) && this.#mayTakeApart(left)) return this.#markAll(right);
  }

  #variable(name: string, other: CoreTerm): void {
    if (other.is === "variable") return this.#twoVariables(name, other.name);
    if (isCollection(other)) return this.#variableAndCollection(name, other);
    if (this.#isKnown(other)) this.#mark(name);
  }

  #twoVariables(one: string, other: string): void {
    if (this.#isSafe(other)) return this.#mark(one);
    if (this.#isSafe(one)) return this.#mark(other);
    this.#wait(one, [other]);
    this.#wait(other, [one]);
  }

  #variableAndCollection(name: string, other: Collection): void {
    if (this.#isSafe(name)) return this.#markAll(other);
    const missing = [...variablesOfTerm(other)].filter((one) => !this.#isSafe(one));
    if (missing.length === 0) return this.#mark(name);
    this.#wait(name, missing);
    for (const one of missing) this.#wait(one, [name]);
  }

  #arrays(left: readonly CoreTerm[], right: readonly CoreTerm[]): void {
    if (left.length !== right.length) return;
    left.forEach((item, index) => this.#pair(item, right[index] as CoreTerm));
  }

  #objects(left: Collection & { is: "object" }, right: Collection & { is: "object" }): void {
    for (const [key, value] of left.pairs) {
      const found = right.pairs.find(([other]) => key.is === "constant" && other.is === "constant" && key.value === other.value);
      if (found !== undefined) this.#pair(value, found[1]);
    }
  }

  /** A constant or a set is never taken apart, so that what stands beside it gives no values. */
  #mayTakeApart(term: CoreTerm): boolean {
    return term.is === "comprehension" || (term.is === "reference" && this.#isKnown(term));
  }

  #isKnown(term: CoreTerm): boolean {
    return term.is !== "reference" || isDocument(term) || this.#isSafe(term.head);
  }

  #isSafe(name: string): boolean {
    return this.#safe.has(name) || this.#unified.has(name);
  }

  #wait(name: string, missing: readonly string[]): void {
    this.#waiting.set(name, new Set([...(this.#waiting.get(name) ?? []), ...missing]));
  }

  #mark(name: string): void {
    if (this.#isSafe(name)) return;
    this.#unified.add(name);
    for (const [waiting, missing] of this.#waiting) {
      if (missing.delete(name) && missing.size === 0) this.#mark(waiting);
    }
  }

  /** Every variable that stands for a part of a known collection; keys and heads of references stand for nothing new. */
  #markAll(term: CoreTerm): void {
    if (term.is === "variable") this.#mark(term.name);
    if (term.is === "array") for (const item of term.items) this.#markAll(item);
    if (term.is === "object") for (const [, value] of term.pairs) this.#markAll(value);
  }
}

function isCollection(term: CoreTerm): term is Collection {
  return term.is === "array" || term.is === "object";
}
