/** Finds, among many rules, those whose guards hold for an input: the cost grows with the input and with what matches. */
import type { Key, Value } from "../values/value.ts";
import type { Guard, Test } from "./guard.ts";
import type { Machine } from "./machine.ts";
import { keyAt, keysOf, memberAt, type MemberIndex } from "./members.ts";

export type Guarded = { readonly guards: readonly Guard[] | undefined };

/** The index of members that all who look at these places share. */
type MembersBy = (tests: readonly Test[]) => MemberIndex;

export class RuleIndex {
  /** Those without guards, which may always hold. */
  readonly #always: number[] = [];
  readonly #groups = new Map<string, Group>();

  constructor(rules: readonly Guarded[], membersBy: MembersBy) {
    rules.forEach(({ guards }, index) => {
      if (guards === undefined) this.#always.push(index);
      else for (const guard of guards) this.#groupOf(guard, membersBy).add(guard, index);
    });
  }

  /** The numbers of the rules that may hold, in order. Looking for them is work that counts. */
  candidates(input: Value | undefined, machine: Machine): number[] {
    const found = new Set(this.#always);
    if (input !== undefined) for (const group of this.#groups.values()) if (!group.collect(input, { into: found, machine })) break;
    return [...found].sort((one, other) => one - other);
  }

  #groupOf(guard: Guard, membersBy: MembersBy): Group {
    const name = JSON.stringify([guard.input.map(pathOf), guard.over, guard.each.map(pathOf)]);
    const group = this.#groups.get(name) ?? new Group(guard, membersBy);
    this.#groups.set(name, group);
    return group;
  }
}

function pathOf({ path }: Test): readonly string[] {
  return path;
}

type Collecting = { readonly into: Set<number>; readonly machine: Machine };

/** Rules that look at the same places and differ in what they want to find there. */
class Group {
  readonly #guard: Guard;
  /** Undefined where no collection is gone through. */
  readonly #members: MemberIndex | undefined;
  /** By what stands in the input, then by what stands in a member. */
  readonly #rules = new Map<Key, Map<Key, number[]>>();

  constructor(guard: Guard, membersBy: MembersBy) {
    this.#guard = guard;
    this.#members = guard.each.length === 0 ? undefined : membersBy(guard.each);
  }

  add({ input, each }: Guard, rule: number): void {
    for (const outer of keysInInput(input)) {
      const rules = this.#rules.get(outer) ?? new Map<Key, number[]>();
      this.#rules.set(outer, rules);
      for (const inner of each.length === 0 ? [anything] : keysOf(each)) {
        const same = rules.get(inner);
        if (same === undefined) rules.set(inner, [rule]);
        else same.push(rule);
      }
    }
  }

  /** False once there was too much work. */
  collect(input: Value, { into, machine }: Collecting): boolean {
    const { input: tests, over } = this.#guard;
    if (!machine.spend(1 + tests.length)) return false;
    const outer = tests.length === 0 ? anything : keyAt(input, tests);
    const rules = outer === undefined ? undefined : this.#rules.get(outer);
    if (rules === undefined) return true;
    if (this.#members === undefined) {
      take(rules.get(anything), into);
      return true;
    }
    const collection = memberAt(input, over);
    if (collection === undefined) return true;
    const positions = this.#members.positions(collection);
    if (positions === undefined) return false;
    for (const key of positions.keys()) take(rules.get(key), into);
    return true;
  }
}

/** Stands for what is not asked for. */
const anything: Key = null;

function keysInInput(tests: readonly Test[]): readonly Key[] {
  return tests.length === 0 ? [anything] : keysOf(tests);
}

function take(rules: readonly number[] | undefined, into: Set<number>): void {
  if (rules !== undefined) for (const rule of rules) into.add(rule);
}
