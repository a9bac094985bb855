/** A set: members by key, and in Rego's order once somebody asks for it. */
import { compare } from "./order.ts";
import { keyOf, type Key, type Value } from "./value.ts";

export class RegoSet {
  readonly #members = new Map<Key, Value>();
  #sorted: readonly Value[] | undefined;

  static of(members: Iterable<Value>): RegoSet {
    const set = new RegoSet();
    for (const member of members) set.add(member);
    return set;
  }

  get size(): number {
    return this.#members.size;
  }

  has(value: Value): boolean {
    return this.#members.has(keyOf(value));
  }

  getByKey(key: Key): Value | undefined {
    return this.#members.get(key);
  }

  add(value: Value): void {
    const key = keyOf(value);
    if (this.#members.has(key)) return;
    this.#members.set(key, value);
    this.#sorted = undefined;
  }

  /** In no particular order. */
  values(): Iterable<Value> {
    return this.#members.values();
  }

  sorted(): readonly Value[] {
    return (this.#sorted ??= [...this.#members.values()].sort(compare));
  }
}
