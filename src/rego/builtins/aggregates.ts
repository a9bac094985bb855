/** Aggregates over collections. */
import type { Numeric } from "../values/number.ts";
import { compare } from "../values/order.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import { kindOf, type Value } from "../values/value.ts";
import { add, multiply } from "./arithmetic.ts";
import { builtin, wrongItem, type Answer, type Builtin } from "./builtin.ts";
import { lengthOf } from "./text.ts";

type List = readonly Value[] | RegoSet;

const list = "array|set";

export const aggregates: readonly Builtin[] = [
  builtin("count", ["string|array|object|set"], ([value]: readonly [string | List | RegoObject]) => sizeOf(value)),
  builtin("sum", [list], ([items]: readonly [List]) => folded(items, { name: "sum", start: 0, fold: add })),
  builtin("product", [list], ([items]: readonly [List]) => folded(items, { name: "product", start: 1, fold: multiply })),
  builtin("max", [list], ([items]: readonly [List]) => extreme(items, 1)),
  builtin("min", [list], ([items]: readonly [List]) => extreme(items, -1)),
  builtin("sort", [list], ([items]: readonly [List]) => [...itemsOf(items)].sort(compare)),
  builtin("all", [list], ([items]: readonly [List]) => itemsOf(items).every((item) => item === true)),
  builtin("any", [list], ([items]: readonly [List]) => itemsOf(items).some((item) => item === true)),
];

/** In Rego's order where there is no other. */
export function itemsOf(items: List): readonly Value[] {
  return items instanceof RegoSet ? items.sorted() : items;
}

function sizeOf(value: string | List | RegoObject): number {
  if (typeof value === "string") return lengthOf(value);
  return value instanceof RegoSet || value instanceof RegoObject ? value.size : value.length;
}

type Folding = { readonly name: string; readonly start: Numeric; readonly fold: (one: Numeric, other: Numeric) => Numeric };

function folded(items: List, { name, start, fold }: Folding): Answer {
  let total = start;
  for (const item of itemsOf(items)) {
    if (kindOf(item) !== "number") return wrongItem(name, item, "numbers only");
    total = fold(total, item as Numeric);
  }
  return total;
}

function extreme(items: List, direction: 1 | -1): Answer {
  let best: Value | undefined;
  for (const item of itemsOf(items)) if (best === undefined || compare(item, best) * direction > 0) best = item;
  return best;
}
