/** Finds the members of a list by what stands at certain places in them, so that not every rule goes through every member again. */
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import { isForeignKey, isPlainName, keyOf, type Key, type Value } from "../values/value.ts";
import type { Test } from "./guard.ts";
import type { Machine } from "./machine.ts";

/** The positions of members, in order, by the one key of what stands in them. */
export type Positions = ReadonlyMap<Key, readonly number[]>;

/** All that look at the same places share one of these: what one of them has looked up serves the others. */
export class MemberIndex {
  readonly #machine: Machine;
  readonly #tests: readonly Test[];
  #run = 0;
  #collection: Value | undefined;
  #positions: Positions | undefined;

  constructor(machine: Machine, tests: readonly Test[]) {
    this.#machine = machine;
    this.#tests = tests;
  }

  /** Looks through the collection, unless it was looked through before. Undefined once that was too much work. */
  positions(collection: Value): Positions | undefined {
    if (!this.#isKnown(collection)) this.#start(collection);
    return (this.#positions ??= this.#lookThrough(collection));
  }

  /** The same from the second time on that a collection comes: whoever goes through one once does not need an index. */
  positionsIfAgain(collection: Value): Positions | undefined {
    if (this.#isKnown(collection)) return this.positions(collection);
    this.#start(collection);
    return undefined;
  }

  #isKnown(collection: Value): boolean {
    return this.#collection === collection && this.#run === this.#machine.run;
  }

  #start(collection: Value): void {
    this.#run = this.#machine.run;
    this.#collection = collection;
    this.#positions = undefined;
  }

  #lookThrough(collection: Value): Positions | undefined {
    const found = new Map<Key, number[]>();
    const cost = this.#tests.length;
    let position = 0;
    for (const member of membersOf(collection)) {
      if (!this.#machine.spend(cost)) return undefined;
      const key = keyAt(member, this.#tests);
      if (key !== undefined) {
        const known = found.get(key);
        if (known === undefined) found.set(key, [position]);
        else known.push(position);
      }
      position++;
    }
    return found;
  }
}

/** One key for what stands at the places, each with its kind; `undefined` where something is missing or is no plain value. */
function keyAt(value: Value, tests: readonly Test[]): Key | undefined {
  if (tests.length === 1) return plainKeyAt(value, (tests[0] as Test).path);
  const keys: Key[] = [];
  for (let index = 0; index < tests.length; index++) {
    const key = plainKeyAt(value, (tests[index] as Test).path);
    if (key === undefined) return undefined;
    keys.push(key);
  }
  return joined(keys);
}

/** Every key that passes all tests. */
export function keysOf(tests: readonly Test[]): readonly Key[] {
  const ways = tests.reduce<(readonly Key[])[]>(
    (chosen, { keys }) => chosen.flatMap((before) => keys.map((key) => [...before, key])),
    [[]],
  );
  return ways.map(joined);
}

/** Each with its length: what differs has different texts. */
function joined(keys: readonly Key[]): Key {
  if (keys.length === 1) return keys[0] as Key;
  let text = "";
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as Key;
    text += typeof key === "string" ? `${key.length} ${key}` : `${typeof key} ${String(key)} `;
  }
  return text;
}

/** The names of the path are plain. */
export function memberAt(value: Value, path: readonly string[]): Value | undefined {
  let here: Value | undefined = value;
  for (let index = 0; index < path.length; index++) here = here instanceof RegoObject ? here.member(path[index] as string) : undefined;
  return here;
}

function plainKeyAt(value: Value, path: readonly string[]): Key | undefined {
  const member = memberAt(value, path);
  return member === undefined ? undefined : plainKeyOf(member);
}

/** The key of a value that is its own key. */
export function plainKeyOf(value: Value): Key | undefined {
  if (typeof value === "string") return isPlainName(value) ? value : undefined;
  const key = keyOf(value);
  return isForeignKey(key) ? undefined : key;
}

export function membersOf(value: Value): Iterable<Value> {
  if (Array.isArray(value)) return value as readonly Value[];
  if (value instanceof RegoSet) return value.values();
  return value instanceof RegoObject ? [...value.pairs()].map(([, member]) => member) : [];
}
