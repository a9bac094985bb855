/** tr: one set of characters becomes another one, goes away, or stands only once. */
import { has } from "../describing/options.ts";
import type { Job } from "./pure.ts";

export function translated({ line, text }: Job): string | undefined {
  const [first, second, ...more] = line.operands.map((word) => setOf(word.text));
  if (first === undefined || more.length > 0 || line.options.some((option) => !"dscC".includes(option.name))) return undefined;
  const isTurned = has(line, "c", "C");
  const isIn = (letter: string): boolean => first.includes(letter) !== isTurned;
  const isSqueezing = has(line, "s");
  if (has(line, "d")) {
    const kept = [...text].filter((letter) => !isIn(letter)).join("");
    return isSqueezing ? undefined : kept;
  }
  if (line.operands.length === 1) return isSqueezing ? squeezed(text, isIn) : undefined;
  if (second === undefined || second.length === 0) return undefined;
  const last = second.at(-1) as string;
  const to = (letter: string): string => (isTurned ? last : (second[first.lastIndexOf(letter)] ?? last));
  const made = [...text].map((letter) => (isIn(letter) ? to(letter) : letter)).join("");
  return isSqueezing ? squeezed(made, (letter) => second.includes(letter)) : made;
}

function squeezed(text: string, isIn: (letter: string) => boolean): string {
  return [...text].filter((letter, position, all) => letter !== all[position - 1] || !isIn(letter)).join("");
}

const classes: Readonly<Record<string, readonly [number, number][]>> = {
  lower: [[97, 122]],
  upper: [[65, 90]],
  digit: [[48, 57]],
  alpha: [
    [65, 90],
    [97, 122],
  ],
  alnum: [
    [48, 57],
    [65, 90],
    [97, 122],
  ],
  space: [
    [9, 13],
    [32, 32],
  ],
  blank: [
    [9, 9],
    [32, 32],
  ],
};

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", a: "\x07", b: "\b", f: "\f", v: "\v" };

/** The characters of a set in their order; undefined for what is not read, such as `[x*3]`. */
function setOf(source: string): readonly string[] | undefined {
  const letters: string[] = [];
  let rest = source;
  while (rest !== "") {
    const [whole = "", name] = /^\[:(\w+):\]/.exec(rest) ?? [];
    if (name !== undefined) {
      const ranges = classes[name];
      if (ranges === undefined) return undefined;
      for (const [from, to] of ranges) letters.push(...between(from, to));
      rest = rest.slice(whole.length);
      continue;
    }
    if (/^\[[=.]|^\[.\*/.test(rest)) return undefined;
    const [one, behindOne] = letterAt(rest);
    const isRange = behindOne.startsWith("-") && behindOne.length > 1;
    const [other, behindOther] = isRange ? letterAt(behindOne.slice(1)) : [one, behindOne];
    const [from, to] = [one.charCodeAt(0), other.charCodeAt(0)];
    if (from > to || to > 0x7f) return undefined;
    letters.push(...between(from, to));
    rest = behindOther;
  }
  return letters;
}

function letterAt(text: string): readonly [string, string] {
  const octal = /^\\([0-7]{1,3})/.exec(text);
  if (octal !== null) return [String.fromCharCode(Number.parseInt(octal[1] ?? "0", 8)), text.slice(octal[0].length)];
  if (text.startsWith("\\") && text.length > 1) return [escapes[text[1] as string] ?? (text[1] as string), text.slice(2)];
  return [text.slice(0, 1), text.slice(1)];
}

function between(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, position) => String.fromCharCode(from + position));
}
