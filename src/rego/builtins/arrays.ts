/** Arrays: joining, cutting, reversing, flattening. */
import type { Numeric } from "../values/number.ts";
import type { Value } from "../values/value.ts";
import { builtin, notWhole, wholeNumber, type Answer, type Builtin } from "./builtin.ts";

type List = readonly Value[];

export const arrays: readonly Builtin[] = [
  builtin("array.concat", ["array", "array"], ([one, other]: readonly [List, List]) => [...one, ...other]),
  builtin("array.slice", ["array", "number", "number"], ([items, start, end]: readonly [List, Numeric, Numeric]) =>
    sliced(items, wholeNumber(start), wholeNumber(end)),
  ),
  builtin("array.reverse", ["array"], ([items]: readonly [List]) => items.toReversed()),
  builtin("array.flatten", ["array"], ([items]: readonly [List]) =>
    items.flatMap((item) => (Array.isArray(item) ? (item as List) : [item])),
  ),
];

/** Bounds outside of the array are moved to its ends; an end before the start gives nothing. */
function sliced(items: List, start: number | undefined, end: number | undefined): Answer {
  if (start === undefined || end === undefined) return notWhole("array.slice");
  const from = Math.max(start, 0);
  return end <= from ? [] : items.slice(from, end);
}
