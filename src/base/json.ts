/** JSON as a type, reading it without throwing, and one canonical text for each value. */
import { fail, done, type Result } from "./result.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function readJson(text: string): Result<Json> {
  try {
    return done(JSON.parse(text) as Json);
  } catch (error) {
    return fail({ code: "json.malformed", what: `this is not JSON: ${(error as Error).message}` });
  }
}

/** Keys sorted and every character outside printable ASCII escaped: the same bytes for the same value, one byte for each character. */
export function canonicalJson(value: Json): string {
  return escapeBeyondAscii(sortedText(value));
}

/** The same of a value whose keys stand in order already: many times faster. */
export function canonicalJsonOfOrdered(value: Json): string {
  return escapeBeyondAscii(JSON.stringify(value));
}

function sortedText(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(sortedText).join(",")}]`;
  const members = value as { readonly [key: string]: Json };
  const keys = Object.keys(members).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${sortedText(members[key] as Json)}`).join(",")}}`;
}

const beyondAscii = /[^\x20-\x7e]/;
const allBeyondAscii = /[^\x20-\x7e]/g;

function escapeBeyondAscii(text: string): string {
  if (!beyondAscii.test(text)) return text;
  return text.replace(allBeyondAscii, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
