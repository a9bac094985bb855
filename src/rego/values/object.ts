/** An object: any value may be a key, and members come in Rego's order of keys once somebody asks for it. */
import { compare } from "./order.ts";
import { keyOf, type Key, type Value } from "./value.ts";

export class RegoObject {
  readonly #members = new Map<Key, Value>();
  /** The names that are not their own keys, as they were written. */
  #foreign: Map<Key, Value> | undefined;
  #sorted: readonly Value[] | undefined;

  static of(pairs: Iterable<readonly [Value, Value]>): RegoObject {
    const object = new RegoObject();
    for (const [key, value] of pairs) object.set(key, value);
    return object;
  }

  get size(): number {
    return this.#members.size;
  }

  get(key: Value): Value | undefined {
    return this.#members.get(keyOf(key));
  }

  getByKey(key: Key): Value | undefined {
    return this.#members.get(key);
  }

  has(key: Value): boolean {
    return this.#members.has(keyOf(key));
  }

  set(name: Value, value: Value): void {
    const key = keyOf(name);
    if (!this.#members.has(key)) {
      this.#sorted = undefined;
      // Of equal names the first stays, as it was written.
      if (key !== name) (this.#foreign ??= new Map()).set(key, name);
    }
    this.#members.set(key, value);
  }

  /** In no particular order. */
  *pairs(): Iterable<readonly [Value, Value]> {
    for (const [key, value] of this.#members) yield [this.#nameOf(key), value];
  }

  sortedKeys(): readonly Value[] {
    return (this.#sorted ??= [...this.#members.keys()].map((key) => this.#nameOf(key)).sort(compare));
  }

  copy(): RegoObject {
    return RegoObject.of(this.pairs());
  }

  #nameOf(key: Key): Value {
    return this.#foreign?.get(key) ?? key;
  }
}
