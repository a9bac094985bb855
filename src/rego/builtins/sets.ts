/** Sets: union, intersection and so on, as operators and over sets of sets. */
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { builtin, wrongItem, type Answer, type Builtin } from "./builtin.ts";

type Two = readonly [RegoSet, RegoSet];

export const sets: readonly Builtin[] = [
  builtin("and", ["set", "set"], ([one, other]: Two) => intersection(one, other)),
  builtin("or", ["set", "set"], ([one, other]: Two) => union(one, other)),
  builtin("set_diff", ["set", "set"], ([one, other]: Two) => difference(one, other)),
  builtin("union", ["set"], ([all]: readonly [RegoSet]) => combined("union", all, union)),
  builtin("intersection", ["set"], ([all]: readonly [RegoSet]) => combined("intersection", all, intersection)),
];

function intersection(one: RegoSet, other: RegoSet): RegoSet {
  return RegoSet.of([...one.values()].filter((member) => other.has(member)));
}

export function difference(one: RegoSet, other: RegoSet): RegoSet {
  return RegoSet.of([...one.values()].filter((member) => !other.has(member)));
}

function union(one: RegoSet, other: RegoSet): RegoSet {
  return RegoSet.of([...one.values(), ...other.values()]);
}

function combined(name: string, all: RegoSet, combine: (one: RegoSet, other: RegoSet) => RegoSet): Answer {
  const members: readonly Value[] = all.sorted();
  const wrong = members.find((member) => !(member instanceof RegoSet));
  if (wrong !== undefined) return wrongItem(name, wrong, "sets only");
  return members.length === 0 ? new RegoSet() : (members as readonly RegoSet[]).reduce(combine);
}
