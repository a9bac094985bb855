/** Strings as sequences of code points, which is how Rego counts and cuts them. */
import { regoText } from "../values/json.ts";
import type { Value } from "../values/value.ts";

/** A string as it is, anything else in Rego's notation. */
export function shownText(value: Value): string {
  return typeof value === "string" ? value : regoText(value);
}

/** True where each UTF-16 unit is a code point, so that plain indexing counts right. */
function isFlat(text: string): boolean {
  return !/[\ud800-\udfff]/.test(text);
}

export function lengthOf(text: string): number {
  return isFlat(text) ? text.length : [...text].length;
}

export function slice(text: string, start: number, end: number): string {
  return isFlat(text) ? text.slice(start, end) : [...text].slice(start, end).join("");
}

/** The position, in code points, at which a position in units stands. */
export function codePointsBefore(text: string, units: number): number {
  return lengthOf(text.slice(0, units));
}
