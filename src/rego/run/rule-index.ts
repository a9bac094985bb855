/** Finds, among many rules, those whose guards hold for an input: the cost grows with the input and with what matches. */
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import { isForeignKey, keyOf, type Key, type Value } from "../values/value.ts";
import type { Guard, Test } from "./guard.ts";

export type Guarded = { readonly guards: readonly Guard[] | undefined };

/** Counts work; false once there was too much of it. */
type Spend = (steps: number) => boolean;

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

  /** The numbers of the rules that may hold, in order. Looking for them is work that counts. */
  candidates(input: Value | undefined, spend: Spend): number[] {
    const found = new Set(this.#always);
    if (input !== undefined) for (const group of this.#groups.values()) if (!group.collect(input, { into: found, spend })) break;
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
    for (const keys of ways([...input, ...each])) {
      const key = joined(keys) as Key;
      const rules = this.#rules.get(key);
      if (rules === undefined) this.#rules.set(key, [rule]);
      else rules.push(rule);
    }
  }

  /** False once there was too much work. */
  collect(input: Value, { into, spend }: { readonly into: Set<number>; readonly spend: Spend }): boolean {
    const { input: tests, over, each } = this.#guard;
    const keys = keysAt(input, tests);
    if (!spend(1 + tests.length)) return false;
    if (keys === undefined) return true;
    if (each.length === 0) this.#take(keys, into);
    else {
      for (const member of membersOf(memberAt(input, over))) {
        if (!spend(each.length)) return false;
        const more = keysAt(member, each);
        if (more !== undefined) this.#take([...keys, ...more], into);
      }
    }
    return true;
  }

  #take(keys: readonly Key[], into: Set<number>): void {
    for (const rule of this.#rules.get(joined(keys) as Key) ?? []) into.add(rule);
  }
}

/** Every choice of one key for each test. */
function ways(tests: readonly Test[]): (readonly Key[])[] {
  return tests.reduce<(readonly Key[])[]>((chosen, { keys }) => chosen.flatMap((before) => keys.map((key) => [...before, key])), [[]]);
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
