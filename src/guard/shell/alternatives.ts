/** Brace expansion: `{a,b}` and `{1..3}` to their alternatives. */
import { limits } from "../limits.ts";

/** The alternatives of one brace text, its braces included; undefined when there are too many to follow. */
export function alternatives(text: string): readonly string[] | undefined {
  const inner = text.slice(1, -1);
  const range = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(inner);
  if (range !== null) return numbers(Number(range[1]), Number(range[2]), Number(range[3] ?? 1));
  const letters = /^([A-Za-z])\.\.([A-Za-z])$/.exec(inner);
  if (letters !== null) return numbers(codeOf(letters[1]), codeOf(letters[2]), 1)?.map((code) => String.fromCharCode(Number(code)));
  const choices = splitAtCommas(inner).flatMap(nested);
  return choices.length > limits.wordsPerWord ? undefined : choices;
}

function codeOf(letter: string | undefined): number {
  return (letter ?? "a").charCodeAt(0);
}

function numbers(from: number, to: number, by: number): readonly string[] | undefined {
  const step = Math.max(1, Math.abs(by));
  const count = Math.floor(Math.abs(to - from) / step) + 1;
  if (!(count <= limits.wordsPerWord)) return undefined;
  return Array.from({ length: count }, (_, position) => String(from + position * step * (to < from ? -1 : 1)));
}

function splitAtCommas(text: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function nested(text: string): readonly string[] {
  const open = text.indexOf("{");
  if (open < 0) return [text];
  const close = closing(text, open);
  if (close < 0) return [text];
  const inner = alternatives(text.slice(open, close + 1)) ?? [text.slice(open, close + 1)];
  return inner.flatMap((choice) => nested(text.slice(close + 1)).map((rest) => text.slice(0, open) + choice + rest));
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let position = open; position < text.length; position += 1) {
    if (text[position] === "{") depth += 1;
    if (text[position] === "}") depth -= 1;
    if (depth === 0) return position;
  }
  return -1;
}
