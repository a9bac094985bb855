/** The values Rego computes with, their kinds, and the one key that equal values share. */
import { BigNumber, type Numeric } from "./number.ts";
import { RegoObject } from "./object.ts";
import { RegoSet } from "./set.ts";

export type Value = null | boolean | string | Numeric | readonly Value[] | RegoObject | RegoSet;

/** In the order in which values of different kinds are sorted. */
export const kinds = ["null", "boolean", "number", "string", "array", "object", "set"] as const;
export type Kind = (typeof kinds)[number];

export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    default:
      return kindOfComposite(value);
  }
}

function kindOfComposite(value: Value): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof RegoObject) return "object";
  return value instanceof RegoSet ? "set" : "number";
}

/** What a Map can tell apart: equal values have the same key, different values different ones. */
export type Key = string | number | boolean | null;

/** Texts that start with this character are not strings of a policy but keys of other values. */
const mark = "\u0000";

export function keyOf(value: Value): Key {
  if (typeof value === "string") return isPlainName(value) ? value : `${mark}s${value}`;
  if (typeof value !== "object" || value === null) return value;
  return value instanceof BigNumber ? value.key() : `${mark}c${canonicalText(value)}`;
}

/** True for names that are their own keys. */
export function isPlainName(name: string): boolean {
  return name.charCodeAt(0) !== 0;
}

/** True where the key of a value is not the value itself. */
export function isForeignKey(key: Key): boolean {
  return typeof key === "string" && !isPlainName(key);
}

/** One text for each value. Members are sorted by their own texts, which is cheaper than Rego's order and as unique. */
function canonicalText(value: Value): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof BigNumber) return String(value.key());
  if (value instanceof RegoSet) return `<${[...value.values()].map(canonicalText).sort().join(",")}>`;
  if (value instanceof RegoObject)
    return `{${[...value.pairs()]
      .map(([key, member]) => `${canonicalText(key)}:${canonicalText(member)}`)
      .sort()
      .join(",")}}`;
  return `[${value.map(canonicalText).join(",")}]`;
}
