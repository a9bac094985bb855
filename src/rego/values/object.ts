/** An object: any value may be a key, and members come in Rego's order of keys once somebody asks for it. */
import type { Json } from "../../base/json.ts";
import { numericOfDouble } from "./number.ts";
import { compare } from "./order.ts";
import { isPlainName, keyOf, type Key, type Value } from "./value.ts";

/** JSON that was handed in, and how what stands in it becomes a value. */
export type Given = { readonly [name: string]: Json };
export type Reading = { readonly valueOf: (json: Json, depth: number) => Value };

export class RegoObject {
  readonly #members = new Map<Key, Value>();
  /** The names that are not their own keys, as they were written. */
  #foreign: Map<Key, Value> | undefined;
  #sorted: readonly Value[] | undefined;
  /** What the members are read from, one by one when they are asked for, until somebody wants to have all. */
  #given: Given | undefined;
  #reading: Reading | undefined;
  #depth = 0;

  static of(pairs: Iterable<readonly [Value, Value]>): RegoObject {
    const object = new RegoObject();
    for (const [key, value] of pairs) object.set(key, value);
    return object;
  }

  /** Reads nothing yet. What stands in the object lies so deep. */
  static given(json: Given, reading: Reading, depth: number): RegoObject {
    const object = new RegoObject();
    object.#given = json;
    object.#reading = reading;
    object.#depth = depth;
    return object;
  }

  get size(): number {
    return this.#read().size;
  }

  get(key: Value): Value | undefined {
    return this.getByKey(keyOf(key));
  }

  getByKey(key: Key): Value | undefined {
    const given = this.#given;
    if (given === undefined) return this.#members.get(key);
    if (typeof key !== "string") return undefined;
    return isPlainName(key) ? this.member(key) : this.#read().get(key);
  }

  /** By a plain name: what rules that look into the input do most. */
  member(name: string): Value | undefined {
    const given = this.#given;
    if (given === undefined) return this.#members.get(name);
    const json = given[name];
    if (typeof json === "string") return json;
    return json === undefined ? undefined : this.#readMember(name, json);
  }

  has(key: Value): boolean {
    return this.get(key) !== undefined;
  }

  set(name: Value, value: Value): void {
    const key = keyOf(name);
    const members = this.#read();
    if (!members.has(key)) {
      this.#sorted = undefined;
      // Of equal names the first stays, as it was written.
      if (key !== name) (this.#foreign ??= new Map()).set(key, name);
    }
    members.set(key, value);
  }

  /** In no particular order. */
  *pairs(): Iterable<readonly [Value, Value]> {
    for (const [key, value] of this.#read()) yield [this.#nameOf(key), value];
  }

  sortedKeys(): readonly Value[] {
    return (this.#sorted ??= [...this.#read().keys()].map((key) => this.#nameOf(key)).sort(compare));
  }

  copy(): RegoObject {
    return RegoObject.of(this.pairs());
  }

  #nameOf(key: Key): Value {
    return this.#foreign?.get(key) ?? key;
  }

  /** What all objects of JavaScript have is neither a truth value nor a number, and not the object's own. */
  #readMember(name: string, json: Json): Value | undefined {
    if (json === true || json === false || json === null) return json;
    const known = this.#members.get(name);
    if (known !== undefined) return known;
    if (typeof json === "number") return numericOfDouble(json);
    return Object.hasOwn(this.#given as Given, name) ? this.#readOne(name, json) : undefined;
  }

  /** Once for each: who asks again gets the same. */
  #readOne(key: Key, json: Json): Value {
    const known = this.#members.get(key);
    if (known !== undefined) return known;
    const value = (this.#reading as Reading).valueOf(json, this.#depth + 1);
    this.#members.set(key, value);
    return value;
  }

  #read(): Map<Key, Value> {
    const given = this.#given;
    if (given === undefined) return this.#members;
    for (const name of Object.keys(given)) {
      const key = keyOf(name);
      this.#readOne(key, given[name] as Json);
      if (key !== name) (this.#foreign ??= new Map()).set(key, name);
    }
    this.#given = undefined;
    return this.#members;
  }
}
