/** Brace expansion: `{a,b}` and `{1..3}` to their alternatives. */
import { limits } from "../limits.ts";

/** The alternatives of one brace text, its braces included; undefined when there are too many to follow. */
export function alternatives(text: string): readonly string[] | undefined {
  const inner = text.slice(1, -1);
  const range = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(inner);
  if (range !== null) return padded(numbers(Number(range[1]), Number(range[2]), Number(range[3] ?? 1)), [range[1] ?? "", range[2] ?? ""]);
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(inner);
  if (letters !== null)
    return numbers(codeOf(letters[1]), codeOf(letters[2]), Number(letters[3] ?? 1))?.map((code) => String.fromCharCode(Number(code)));
  const found: string[] = [];
  for (const part of splitAtCommas(inner)) {
    const choices = nested(part);
    if (choices === undefined || found.length + choices.length > limits.wordsPerWord) return undefined;
    found.push(...choices);
  }
  return found;
}

/** Every way to take one of each; undefined when there are too many to follow. Counted before they are made. */
export function combinations<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] | undefined {
  if (lists.reduce((count, list) => count * list.length, 1) > limits.wordsPerWord) return undefined;
  return lists.reduce<readonly (readonly T[])[]>((made, list) => made.flatMap((one) => list.map((next) => [...one, next])), [[]]);
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

/** Where either end is written with a nought in front, all are as wide as the wider one. */
function padded(found: readonly string[] | undefined, ends: readonly string[]): readonly string[] | undefined {
  if (!ends.some((end) => /^-?0\d/.test(end))) return found;
  const width = Math.max(...ends.map((end) => end.length));
  return found?.map((text) => (text.startsWith("-") ? `-${text.slice(1).padStart(width - 1, "0")}` : text.padStart(width, "0")));
}

function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let position = 0; position < text.length; position += 1) {
    if (text[position] === "{") depth += 1;
    if (text[position] === "}") depth -= 1;
    if (text[position] !== "," || depth !== 0) continue;
    parts.push(text.slice(start, position));
    start = position + 1;
  }
  return [...parts, text.slice(start)];
}

/** The alternatives of a text in which braces stand beside each other. */
function nested(text: string): readonly string[] | undefined {
  const pieces: (readonly string[])[] = [];
  let reached = 0;
  for (let open = text.indexOf("{"); open >= 0; open = text.indexOf("{", reached)) {
    const close = closing(text, open);
    if (close < 0) break;
    const choices = alternatives(text.slice(open, close + 1));
    if (choices === undefined) return undefined;
    pieces.push([text.slice(reached, open)], choices);
    reached = close + 1;
  }
  return combinations([...pieces, [text.slice(reached)]])?.map((parts) => parts.join(""));
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
