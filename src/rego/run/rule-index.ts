/** Finds, among many rules, those whose guards hold for an input: the cost grows with the input and with what matches. */
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import { isForeignKey, keyOf, type Key, type Value } from "../values/value.ts";
import type { Guard, Test } from "./guard.ts";

export type Guarded = { readonly guards: readonly Guard[] | undefined };

export class RuleIndex {
  /** Those without guards, which may always hold. */
  readonly #always: number[] = [];
  readonly #groups = new Map<string, Group>();

  constructor(rules: readonly Guarded[]) {
    rules.forEach(({ guards }, index) => {
      if (guards === undefined) this.#always.push(index);
      else for (const guard of guards) this.#groupOf(guard).add(guard, index);
    });
  }

  /** The numbers of the rules that may hold, in order. */
  candidates(input: Value | undefined): number[] {
    const found = new Set(this.#always);
    if (input !== undefined) for (const group of this.#groups.values()) group.collect(input, found);
    return [...found].sort((one, other) => one - other);
  }

  #groupOf(guard: Guard): Group {
    const name = JSON.stringify([guard.input.map(pathOf), guard.over, guard.each.map(pathOf)]);
    const group = this.#groups.get(name) ?? new Group(guard);
    this.#groups.set(name, group);
    return group;
  }
}

function pathOf({ path }: Test): readonly string[] {
  return path;
}

/** Rules that look at the same places and differ in what they want to find there. */
class Group {
  readonly #guard: Guard;
  readonly #rules = new Map<Key, number[]>();

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  add({ input, each }: Guard, rule: number): void {
    const key = joined([...input, ...each].map((test) => test.key)) as Key;
    const rules = this.#rules.get(key);
    if (rules === undefined) this.#rules.set(key, [rule]);
    else rules.push(rule);
  }

  collect(input: Value, into: Set<number>): void {
    const { input: tests, over, each } = this.#guard;
    const keys = keysAt(input, tests);
    if (keys === undefined) return;
    if (each.length === 0) return this.#take(keys, into);
    for (const member of membersOf(memberAt(input, over))) {
      const more = keysAt(member, each);
      if (more !== undefined) this.#take([...keys, ...more], into);
    }
  }

  #take(keys: readonly Key[], into: Set<number>): void {
    for (const rule of this.#rules.get(joined(keys) as Key) ?? []) into.add(rule);
  }
}

/** One key for several, each with its kind. */
function joined(keys: readonly Key[]): Key | undefined {
  return keys.length === 1 ? keys[0] : keys.map((key) => `${typeof key} ${String(key)}`).join("\u0001");
}

function keysAt(value: Value, tests: readonly Test[]): Key[] | undefined {
  const keys: Key[] = [];
  for (const { path } of tests) {
    const member = memberAt(value, path);
    const key = member === undefined ? undefined : keyOf(member);
    if (key === undefined || isForeignKey(key)) return undefined;
    keys.push(key);
  }
  return keys;
}

function memberAt(value: Value, path: readonly string[]): Value | undefined {
  let here: Value | undefined = value;
  for (const name of path) here = here instanceof RegoObject ? here.get(name) : undefined;
  return here;
}

function membersOf(value: Value | undefined): Iterable<Value> {
  if (Array.isArray(value)) return value as readonly Value[];
  if (value instanceof RegoSet) return value.values();
  return value instanceof RegoObject ? [...value.pairs()].map(([, member]) => member) : [];
}
