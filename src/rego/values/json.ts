/** Between JSON and Rego's values, and values as text the way OPA prints them. */
import type { Json } from "../../base/json.ts";
import { numericOfDouble, textOfNumber, type Numeric } from "./number.ts";
import { RegoObject } from "./object.ts";
import { compareStrings } from "./order.ts";
import { RegoSet } from "./set.ts";
import { kindOf, type Value } from "./value.ts";

/** Deeper values are refused: every walk over a value is recursive, and the stack of the frozen core is small. */
export const deepestValue = 200;

/** `undefined` for a value that is nested too deeply. */
export function valueOf(json: Json, depth = 0): Value | undefined {
  if (json === null || typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "number") return numericOfDouble(json);
  if (depth >= deepestValue) return undefined;
  if (Array.isArray(json)) return arrayOf(json as readonly Json[], depth);
  return objectOf(json as { readonly [key: string]: Json }, depth);
}

function arrayOf(items: readonly Json[], depth: number): Value | undefined {
  const values: Value[] = [];
  for (const item of items) {
    const value = valueOf(item, depth + 1);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function objectOf(members: { readonly [key: string]: Json }, depth: number): Value | undefined {
  const object = new RegoObject();
  for (const key of Object.keys(members)) {
    const value = valueOf(members[key] as Json, depth + 1);
    if (value === undefined) return undefined;
    object.set(key, value);
  }
  return object;
}

/** Sets become sorted arrays; keys that are not strings become their text. */
export function jsonOf(value: Value): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(jsonOf);
  if (value instanceof RegoSet) return value.sorted().map(jsonOf);
  if (value instanceof RegoObject) return jsonMembers(value);
  return Number((value as { text: string }).text);
}

function jsonMembers(object: RegoObject): Json {
  return Object.fromEntries(object.sortedKeys().map((key) => [nameOfKey(key), jsonOf(object.get(key) as Value)]));
}

function nameOfKey(key: Value): string {
  return typeof key === "string" ? key : jsonText(key);
}

/** Compact JSON, with every digit of every number and keys in order. */
export function jsonText(value: Value): string {
  switch (kindOf(value)) {
    case "string":
      return quoted(value as string);
    case "number":
      return textOfNumber(value as Numeric);
    case "array":
      return `[${(value as readonly Value[]).map(jsonText).join(",")}]`;
    case "set":
      return `[${(value as RegoSet).sorted().map(jsonText).join(",")}]`;
    case "object":
      return `{${memberTexts(value as RegoObject).join(",")}}`;
    default:
      return String(value);
  }
}

function memberTexts(object: RegoObject): string[] {
  return membersByText(object).map(([name, value]) => `${quoted(name)}:${jsonText(value)}`);
}

/** In the order of the texts of their keys. Keys that differ may have one text; the last one counts, as in OPA. */
export function membersByText(object: RegoObject): readonly (readonly [name: string, value: Value])[] {
  const members = new Map(object.sortedKeys().map((key) => [nameOfKey(key), object.get(key) as Value]));
  return [...members].toSorted(([one], [other]) => compareStrings(one, other));
}

/** As Go writes strings into JSON: the two separators that old JavaScript could not read and HTML's three are escaped too. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** As `sprintf("%v")` and error messages show a value: Rego's own notation. */
export function regoText(value: Value): string {
  switch (kindOf(value)) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return textOfNumber(value as Numeric);
    case "array":
      return `[${(value as readonly Value[]).map(regoText).join(", ")}]`;
    case "set":
      return setText(value as RegoSet);
    case "object":
      return objectText(value as RegoObject);
    default:
      return String(value);
  }
}

function setText(set: RegoSet): string {
  return set.size === 0 ? "set()" : `{${set.sorted().map(regoText).join(", ")}}`;
}

function objectText(object: RegoObject): string {
  return `{${object
    .sortedKeys()
    .map((key) => `${regoText(key)}: ${regoText(object.get(key) as Value)}`)
    .join(", ")}}`;
}
