/** Constants of a stored plan: JSON as it is, and lists that start with a letter for what JSON does not have. */
import type { Json } from "../../base/json.ts";
import { deepestValue } from "../values/json.ts";
import { BigNumber, numericOf, numericOfDouble } from "../values/number.ts";
import { RegoObject } from "../values/object.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";

export function storedValue(value: Value): Json {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof BigNumber) return ["n", value.text];
  if (value instanceof RegoSet) return ["s", ...value.sorted().map(storedValue)];
  if (value instanceof RegoObject) return ["o", ...[...value.pairs()].flat().map(storedValue)];
  return ["a", ...value.map(storedValue)];
}

/** `undefined` for what stands for no value. */
export function valueOfStored(json: Json | undefined, depth = 0): Value | undefined {
  if (json === null || typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "number") return numericOfDouble(json);
  if (!Array.isArray(json) || depth > deepestValue) return undefined;
  const [letter, ...rest] = json as readonly Json[];
  if (letter === "n") return isNumber(rest[0]) ? numericOf(rest[0]) : undefined;
  const values = rest.map((one) => valueOfStored(one, depth + 1));
  if (!values.every((one) => one !== undefined)) return undefined;
  if (letter === "a") return values;
  if (letter === "s") return RegoSet.of(values);
  return letter === "o" && values.length % 2 === 0 ? RegoObject.of(pairsOf(values)) : undefined;
}

function* pairsOf(values: readonly Value[]): Iterable<readonly [Value, Value]> {
  for (let index = 0; index < values.length; index += 2) yield [values[index] as Value, values[index + 1] as Value];
}

function isNumber(json: Json | undefined): json is string {
  return typeof json === "string" && /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(json);
}
