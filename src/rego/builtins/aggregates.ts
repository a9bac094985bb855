/** Aggregates over collections. */
import { compare } from "../values/order.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import { kindOf, type Value } from "../values/value.ts";
import { addFloats, floatOf, multiplyFloats, textOfFloat, textOfProduct, type Float } from "../values/float.ts";
import { integerOf, numericOf, numericOfInteger, textOfNumber, type Numeric } from "../values/number.ts";
import { builtin, wrongItem, type Answer, type Builtin } from "./builtin.ts";
import { lengthOf } from "./text.ts";

type List = readonly Value[] | RegoSet;

const list = "array|set";

export const aggregates: readonly Builtin[] = [
  builtin("count", ["string|array|object|set"], ([value]: readonly [string | List | RegoObject]) => sizeOf(value)),
  builtin("sum", [list], ([items]: readonly [List]) => ofNumbers("sum", items, sum)),
  builtin("product", [list], ([items]: readonly [List]) => ofNumbers("product", items, product)),
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

function ofNumbers(name: string, items: List, use: (numbers: readonly Numeric[]) => Numeric): Answer {
  const wrong = itemsOf(items).find((item) => kindOf(item) !== "number");
  return wrong === undefined ? use(itemsOf(items) as readonly Numeric[]) : wrongItem(name, wrong, "numbers only");
}

function sum(numbers: readonly Numeric[]): Numeric {
  const integers = integersOf(numbers);
  if (integers !== undefined) return numericOfInteger(integers.reduce((one, other) => one + other, 0n));
  return numericOf(textOfFloat(floatsOf(numbers).reduce(addFloats)));
}

/** OPA multiplies fractions with 53 bits, unlike all other arithmetic. */
const productBits = 53;

function product(numbers: readonly Numeric[]): Numeric {
  const integers = integersOf(numbers);
  if (integers !== undefined) return numericOfInteger(integers.reduce((one, other) => one * other, 1n));
  const one: Float = { mantissa: 1n, exponent: 0 };
  const result = floatsOf(numbers).reduce((total, float) => multiplyFloats(total, float, productBits), one);
  return numericOf(textOfProduct(result, numbers.map(textOfNumber), productBits));
}

function floatsOf(numbers: readonly Numeric[]): Float[] {
  return numbers.map((number) => floatOf(textOfNumber(number)));
}

/** `undefined` if one of them is no integer. */
function integersOf(numbers: readonly Numeric[]): bigint[] | undefined {
  const integers = numbers.map(integerOf);
  return integers.every((integer) => integer !== undefined) ? integers : undefined;
}

/** Of equal items the last. */
function extreme(items: List, direction: 1 | -1): Answer {
  let best: Value | undefined;
  for (const item of itemsOf(items)) if (best === undefined || compare(item, best) * direction >= 0) best = item;
  return best;
}
