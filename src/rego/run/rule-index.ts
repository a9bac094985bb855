/** Finds, among many rules, those whose guards hold for an input: the cost grows with the input and with what matches. */
import type { Key, Value } from "../values/value.ts";
import { Walk, type Chosen, type Find } from "./chosen.ts";
import type { Guard, Test } from "./guard.ts";
import type { Machine } from "./machine.ts";
import { memberAt, membersOf, plainKeyOf } from "./members.ts";

export type Guarded = { readonly guards: readonly Guard[] | undefined };

/** Where the members go that pass what a guard asks of them. */
type ChosenBy = (guard: Guard) => Chosen;

export class RuleIndex {
  /** Those without guards, which may always hold. */
  readonly #always: number[] = [];
  readonly #tree = new Tree();
  readonly #found: Found;

  constructor(rules: readonly Guarded[], machine: Machine, chosenBy: ChosenBy) {
    this.#found = new Found(rules.length, machine);
    const common = timesOfPaths(rules);
    const byCommonness = (one: Test, other: Test): number => common(other) - common(one);
    rules.forEach(({ guards }, rule) => {
      if (guards === undefined) this.#always.push(rule);
      else for (const guard of guards) this.#add(guard, rule, { byCommonness, chosenBy, machine });
    });
  }

  /** The numbers of the rules that may hold, in order. Looking for them is work that counts. */
  candidates(input: Value | undefined): readonly number[] {
    const found = this.#found.begin(this.#always);
    if (input !== undefined) this.#tree.collect(input, found);
    return found.inOrder();
  }

  #add(guard: Guard, rule: number, { byCommonness, chosenBy, machine }: Adding): void {
    const { input, over, each, there } = guard;
    for (const inner of this.#tree.trees(input.toSorted(byCommonness))) {
      if (over === undefined) {
        inner.rules.push(rule);
        continue;
      }
      const collection = inner.collectionAt(over, machine);
      const find = each.length === 0 ? undefined : chosenBy(guard).findBy(collection.walk);
      const start = there === undefined ? collection.tree : collection.tree.ifThere(there);
      for (const tree of start.trees(each.toSorted(byCommonness))) {
        tree.rules.push(rule);
        if (find !== undefined && !tree.finds.includes(find)) tree.finds.push(find);
      }
    }
  }
}

type Adding = { readonly byCommonness: (one: Test, other: Test) => number; readonly chosenBy: ChosenBy; readonly machine: Machine };

/** What most rules ask about is asked first, so that it is asked once for them all. */
function timesOfPaths(rules: readonly Guarded[]): (test: Test) => number {
  const times = new Map<string, number>();
  for (const { guards = [] } of rules)
    for (const { path } of guards.flatMap(({ input, each }) => [...input, ...each])) {
      const name = JSON.stringify(path);
      times.set(name, (times.get(name) ?? 0) + 1);
    }
  return ({ path }) => times.get(JSON.stringify(path)) ?? 0;
}

/** The rules found for one input, each once. */
class Found {
  readonly machine: Machine;
  /** When each rule was found last. */
  readonly #times: Int32Array;
  #time = 0;
  #rules: number[] = [];

  constructor(count: number, machine: Machine) {
    this.#times = new Int32Array(count);
    this.machine = machine;
  }

  begin(always: readonly number[]): this {
    this.#time++;
    this.#rules = [];
    this.takeAll(always);
    return this;
  }

  takeAll(rules: readonly number[]): void {
    for (let index = 0; index < rules.length; index++) {
      const rule = rules[index] as number;
      if (this.#times[rule] === this.#time) continue;
      this.#times[rule] = this.#time;
      this.#rules.push(rule);
    }
  }

  inOrder(): readonly number[] {
    return this.#rules.length < 2 ? this.#rules : this.#rules.sort((one, other) => one - other);
  }
}

/** What stands at a place of the members of a collection. */
type Branch = { readonly path: readonly string[]; readonly byKey: Map<Key, Tree>; ifThere?: Tree };

/** A collection that rules go through, with what they ask of its members. */
type Collection = { readonly path: readonly string[]; readonly walk: Walk; readonly tree: Tree };

/** Rules by what they ask of one value: those that ask nothing more, what is asked next, and what is gone through in it. */
class Tree {
  readonly rules: number[] = [];
  readonly finds: Find[] = [];
  readonly #branches: Branch[] = [];
  readonly #collections: Collection[] = [];

  /** The trees below this one for rules with these tests, one for each way to pass them. */
  trees(tests: readonly Test[]): readonly Tree[] {
    const [first, ...rest] = tests;
    if (first === undefined) return [this];
    const { byKey } = this.#branchAt(first.path);
    return first.keys.flatMap((key) => {
      const below = byKey.get(key) ?? new Tree();
      byKey.set(key, below);
      return below.trees(rest);
    });
  }

  /** The tree of rules that ask for something to be there, whatever it is. */
  ifThere(path: readonly string[]): Tree {
    return (this.#branchAt(path).ifThere ??= new Tree());
  }

  collectionAt(path: readonly string[], machine: Machine): Collection {
    const known = this.#collections.find((one) => isSame(one.path, path));
    if (known !== undefined) return known;
    const collection: Collection = { path, walk: new Walk(machine), tree: new Tree() };
    this.#collections.push(collection);
    return collection;
  }

  /** False once there was too much work. */
  collect(value: Value, found: Found, position = 0): boolean {
    if (this.rules.length > 0) found.takeAll(this.rules);
    for (let index = 0; index < this.finds.length; index++) (this.finds[index] as Find).take(position);
    const branches = this.#branches;
    const count = branches.length;
    if (count > 0 && !found.machine.spend(count)) return false;
    for (let index = 0; index < count; index++) {
      const branch = branches[index] as Branch;
      const member = memberAt(value, branch.path);
      if (member === undefined) continue;
      const key = plainKeyOf(member);
      const below = key === undefined ? undefined : branch.byKey.get(key);
      if (below !== undefined && !below.collect(value, found, position)) return false;
      if (branch.ifThere !== undefined && !branch.ifThere.collect(value, found, position)) return false;
    }
    const collections = this.#collections;
    for (let index = 0; index < collections.length; index++)
      if (!collectMembers(value, collections[index] as Collection, found)) return false;
    return true;
  }

  #branchAt(path: readonly string[]): Branch {
    const known = this.#branches.find((branch) => isSame(branch.path, path));
    if (known !== undefined) return known;
    const branch: Branch = { path, byKey: new Map() };
    this.#branches.push(branch);
    return branch;
  }
}

function collectMembers(value: Value, { path, walk, tree }: Collection, found: Found): boolean {
  const collection = memberAt(value, path);
  if (collection === undefined) return true;
  walk.begin(collection);
  let position = 0;
  for (const member of membersOf(collection)) {
    if (!found.machine.spend(1) || !tree.collect(member, found, position)) return false;
    position++;
  }
  return true;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}
