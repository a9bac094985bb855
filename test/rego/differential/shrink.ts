/** Makes a policy smaller for as long as it still shows what it is to show. */
import type { Group, Policy } from "./policies.ts";

export async function shrunk(start: Policy, shows: (policy: Policy) => Promise<boolean>): Promise<Policy> {
  let best = start;
  for (let before: Policy | undefined; before !== best;) {
    before = best;
    for (const smaller of smallerThan(best)) {
      if (!(await shows(smaller))) continue;
      best = smaller;
      break;
    }
  }
  return best;
}

/** Without a name, without a rule, without a statement, without a part of the input. */
function* smallerThan({ groups, input }: Policy): Iterable<Policy> {
  for (const index of groups.keys()) yield { groups: without(groups, index), input };
  for (const [index, group] of groups.entries())
    for (const smaller of smallerGroups(group)) yield { groups: groups.with(index, smaller), input };
  if (typeof input !== "object" || input === null || Array.isArray(input)) return;
  for (const key of Object.keys(input)) yield { groups, input: Object.fromEntries(Object.entries(input).filter(([name]) => name !== key)) };
}

function* smallerGroups(group: Group): Iterable<Group> {
  if (group.length > 1) for (const index of group.keys()) yield without(group, index);
  for (const [place, part] of group.entries()) {
    for (const index of part.body.keys()) yield group.with(place, { ...part, body: without(part.body, index) });
  }
}

function without<T>(items: readonly T[], index: number): T[] {
  return items.filter((_, place) => place !== index);
}
