/** A compiled program cut into parts, one for each rule, with what must be so in the input for it to hold: a call loads no more than may be about it. */
import type { Entry, Function, Member, Statement } from "../plan/ir.ts";
import { isConstant, mostConstantSteps } from "./constant.ts";
import { emptySet, empties } from "./empty.ts";
import { type Guard, guardsOf } from "./guard.ts";
import { isFrame } from "./necessary.ts";

/** `guards`: one of them has to hold; undefined where nobody can tell beforehand. */
export type Part = {
  readonly path: readonly string[];
  readonly guards: readonly Guard[] | undefined;
  readonly functions: readonly Function[];
  readonly members: readonly Member[];
};

/** `wanted` are the names right below the path that anybody asks for; all where none are said. */
export function partsOf({ members = [] }: Entry, functions: readonly Function[], wanted?: readonly string[]): readonly Part[] {
  const byName = new Map(functions.map((one) => [one.name, one]));
  const heeded = members.filter(({ name }) => wanted === undefined || wanted.includes(name));
  return leavesIn(heeded, []).flatMap(({ path, callee }) => {
    const whole = byName.get(callee);
    // What is the same whatever is asked is kept as what it is.
    return whole === undefined || isKnown(whole) ? [] : waysOf(whole).map((one) => partFrom(path, one, byName));
  });
}

/** Working it out has not been given up: no statement of it runs twice. */
function isKnown(one: Function): boolean {
  return isConstant(one) && one.blocks.reduce((sum, block) => sum + block.length, 0) < mostConstantSteps;
}

type Leaf = { readonly path: readonly string[]; readonly callee: string };

function leavesIn(members: readonly Member[], above: readonly string[]): readonly Leaf[] {
  return members.flatMap((member) => {
    const path = [...above, member.name];
    return "members" in member ? leavesIn(member.members, path) : [{ path, callee: member.callee }];
  });
}

/** Each rule of a set adds to it by itself; what makes one value is not cut. */
function waysOf(one: Function): readonly Function[] {
  const [first] = one.blocks[0] ?? [];
  const isSet = first !== undefined && first.op in empties && empties[first.op as keyof typeof empties] === emptySet;
  const rules = one.blocks.filter((block) => !isFrame(block));
  if (!isSet || rules.length < 2) return [one];
  return rules.map((rule) => ({ ...one, blocks: one.blocks.filter((block) => isFrame(block) || block === rule) }));
}

function partFrom(path: readonly string[], one: Function, byName: ReadonlyMap<string, Function>): Part {
  const functions = new Map<string, Function>([[one.name, one]]);
  for (const needed of functions.values())
    for (const called of calledBy(needed, byName)) if (!functions.has(called.name)) functions.set(called.name, called);
  const members = path.reduceRight<readonly Member[]>(
    (below, name, index) => [index === path.length - 1 ? { name, callee: one.name } : { name, members: below }],
    [],
  );
  // In the order in which they were planned: who calls stands behind what it calls.
  const ordered = [...byName.keys()].flatMap((name) => functions.get(name) ?? []);
  return { path, guards: guardsOf(one.blocks, (name) => byName.get(name)), functions: ordered, members };
}

function calledBy({ blocks }: Function, byName: ReadonlyMap<string, Function>): readonly Function[] {
  const found: Function[] = [];
  const follow = (statement: Statement): void => {
    // What a path is computed for may be any of them.
    if (statement.op === "call-dynamic") found.push(...byName.values());
    const named =
      statement.op === "call"
        ? [statement.name]
        : statement.op === "extent"
          ? leavesIn(statement.members, []).map(({ callee }) => callee)
          : [];
    found.push(...named.flatMap((name) => byName.get(name) ?? []));
    const inner = "blocks" in statement ? statement.blocks : "block" in statement ? [statement.block] : [];
    for (const block of inner) block.forEach(follow);
  };
  for (const block of blocks) block.forEach(follow);
  return found;
}
