/** Shell patterns compared with a text: all of it, its front, its back, or anywhere. Exact or undefined, and bounded. */
import { limits } from "../limits.ts";

/** One place of a pattern; `star` stands for any number of characters. */
type Token = { readonly star: true } | { readonly star: false; readonly takes: (character: string) => boolean; readonly letter?: string };

export type Pattern = readonly Token[];

/** A backslash makes the character behind it stand for itself; undefined for what is not read, such as `@(a|b)`. */
export function readPattern(source: string): Pattern | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at] as string;
    if ("?*+@!".includes(character) && source[at + 1] === "(") return undefined;
    if (character === "[") {
      const bracket = bracketAt(source, at);
      if (bracket === undefined) return undefined;
      tokens.push(bracket.token);
      at = bracket.end;
    } else if (character === "\\") {
      at += 1;
      tokens.push(letter(source[at] ?? "\\"));
    } else tokens.push(character === "*" ? { star: true } : character === "?" ? { star: false, takes: () => true } : letter(character));
  }
  return tokens;
}

export function quotedForPattern(text: string): string {
  return text.replace(/[\\*?[\]()|!+@]/g, "\\$&");
}

/** Does it take the whole text? */
export function takesAll(pattern: Pattern, text: string): boolean | undefined {
  const lengths = reach(pattern, text, 0);
  return lengths === undefined ? undefined : lengths.at(-1) === text.length;
}

/** What is left without the shortest or the longest front that it takes. */
export function withoutFront(pattern: Pattern, text: string, longest: boolean): string | undefined {
  const lengths = reach(pattern, text, 0);
  return lengths === undefined ? undefined : text.slice((longest ? lengths.at(-1) : lengths[0]) ?? 0);
}

export function withoutBack(pattern: Pattern, text: string, longest: boolean): string | undefined {
  const left = withoutFront(pattern.toReversed(), reversed(text), longest);
  return left === undefined ? undefined : reversed(left);
}

export type Replacing = { readonly by: string; readonly where: "first" | "all" | "front" | "back" };

/** The longest stretch that it takes, from the left, gives way to another text. */
export function replaced(pattern: Pattern, text: string, { by, where }: Replacing): string | undefined {
  if (pattern.length === 0) return text;
  if (text === "") return takesAll(pattern, text) === true ? by : text;
  if (where === "back") return replacedBack(pattern, text, by);
  const plain = plainText(pattern);
  if (plain !== undefined && where === "all") return text.replaceAll(plain, () => by);
  let [made, at, spent] = ["", 0, 0];
  while (at <= text.length) {
    spent += (text.length - at + 1) * pattern.length;
    if (plain === undefined && spent > limits.patternSteps) return undefined;
    const length = reach(pattern, text, at)?.at(-1) ?? 0;
    if (length > 0) {
      made += by;
      at += length;
      if (where !== "all") return made + text.slice(at);
    } else {
      if (where === "front") return text;
      made += text[at] ?? "";
      at += 1;
    }
  }
  return made;
}

function replacedBack(pattern: Pattern, text: string, by: string): string | undefined {
  const left = withoutBack(pattern, text, true);
  return left === undefined || left.length === text.length ? left : left + by;
}

function letter(character: string): Token {
  return { star: false, takes: (other) => other === character, letter: character };
}

function plainText(pattern: Pattern): string | undefined {
  const letters = pattern.map((token) => (token.star ? undefined : token.letter));
  return letters.includes(undefined) ? undefined : letters.join("");
}

function reversed(text: string): string {
  return text.split("").toReversed().join("");
}

/** The lengths of all fronts of the text, from one place on, that the pattern takes; undefined past the bound. */
function reach(pattern: Pattern, text: string, from: number): readonly number[] | undefined {
  if ((text.length - from) * pattern.length > limits.patternSteps) return undefined;
  const lengths: number[] = [];
  let places = pastStars(pattern, [0]);
  for (let at = from; places.length > 0; at += 1) {
    if (places.at(-1) === pattern.length) lengths.push(at - from);
    if (at >= text.length) break;
    places = pastStars(pattern, following(pattern, places, text[at] as string));
  }
  return lengths;
}

/** Places in a pattern, in their order and each once. */
function following(pattern: Pattern, places: readonly number[], character: string): readonly number[] {
  const next: number[] = [];
  const add = (place: number): void => {
    if (next.at(-1) !== place) next.push(place);
  };
  for (const place of places) {
    const token = pattern[place];
    if (token?.star === true) add(place);
    else if (token?.takes(character) === true) add(place + 1);
  }
  return next;
}

function pastStars(pattern: Pattern, places: readonly number[]): readonly number[] {
  const all: number[] = [];
  for (const place of places) {
    let at = place;
    while ((all.at(-1) ?? -1) < at) {
      all.push(at);
      if (pattern[at]?.star === true) at += 1;
    }
  }
  return all;
}

const classes: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /\s/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** `[a-z]`, `[!x]`, `[[:digit:]]`; one that never closes is a character like any other. */
function bracketAt(source: string, start: number): { readonly token: Token; readonly end: number } | undefined {
  const found = /^\[([!^]?)(\]?(?:\[:\w+:\]|\\[\s\S]|[^\]\\])*)\]/.exec(source.slice(start, start + bracketChars));
  if (found === null) return { token: letter("["), end: start };
  const [whole, not, inside = ""] = found;
  if (/\[[.=]/.test(inside)) return undefined;
  const members = [...inside.matchAll(/\[:(\w+):\]|((?:\\[\s\S]|[^\\]))(?:-((?:\\[\s\S]|[^\\])))?/g)].map(([, named, low = "", high]) =>
    named !== undefined ? (character: string) => classes[named]?.test(character) === true : between(bare(low), bare(high ?? low)),
  );
  const takes = (character: string): boolean => members.some((member) => member(character)) === (not === "");
  return { token: { star: false, takes }, end: start + whole.length - 1 };
}

const bracketChars = 256;

function bare(character: string): string {
  return character.length > 1 ? character.slice(1) : character;
}

function between(low: string, high: string): (character: string) => boolean {
  return (character) => low <= character && character <= high;
}
