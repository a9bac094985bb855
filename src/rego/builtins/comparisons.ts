/** Comparison, membership and the joining of interpolated strings. */
import { compare, equal } from "../values/order.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { lookUp } from "../run/documents.ts";
import { builtin, type Builtin } from "./builtin.ts";
import { shownText } from "./text.ts";

type Two = readonly [Value, Value];

export const comparisons: readonly Builtin[] = [
  builtin("eq", ["any", "any"], ([one, other]: Two) => equal(one, other)),
  builtin("equal", ["any", "any"], ([one, other]: Two) => equal(one, other)),
  builtin("neq", ["any", "any"], ([one, other]: Two) => !equal(one, other)),
  builtin("lt", ["any", "any"], ([one, other]: Two) => compare(one, other) < 0),
  builtin("lte", ["any", "any"], ([one, other]: Two) => compare(one, other) <= 0),
  builtin("gt", ["any", "any"], ([one, other]: Two) => compare(one, other) > 0),
  builtin("gte", ["any", "any"], ([one, other]: Two) => compare(one, other) >= 0),
  builtin("internal.member_2", ["any", "any"], ([value, collection]: Two) => isMember(value, collection)),
  builtin("internal.member_3", ["any", "any", "any"], ([key, value, collection]: readonly [Value, Value, Value]) => {
    const found = lookUp(collection, key);
    return found !== undefined && equal(found, value);
  }),
  builtin("internal.template_string", ["array"], ([parts]: readonly [readonly Value[]]) => parts.map(shownPart).join("")),
  builtin("print", ["any"], () => true),
  builtin("trace", ["string"], () => true),
];

function isMember(value: Value, collection: Value): boolean {
  if (collection instanceof RegoSet) return collection.has(value);
  if (Array.isArray(collection)) return (collection as readonly Value[]).some((item) => equal(item, value));
  if (!(collection instanceof RegoObject)) return false;
  for (const [, member] of collection.pairs()) if (equal(member, value)) return true;
  return false;
}

/** A part that is not constant comes as a set of its value, which is empty where it was undefined. */
function shownPart(part: Value): string {
  if (!(part instanceof RegoSet)) return shownText(part);
  const [value] = part.sorted();
  return value === undefined ? "<undefined>" : shownText(value);
}
