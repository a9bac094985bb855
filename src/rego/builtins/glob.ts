/** Glob patterns: `*` and `?` stop at separators, `**` does not; `[a-z]`, `[!a]`, `{one,other}` and `\` as usual. */
import { lastCodePoint } from "../regex/classes.ts";
import { Regex } from "../regex/regex.ts";
import type { CharacterSet, Node } from "../regex/tree.ts";

const known = new Map<string, Regex | string>();

/** The matcher, or what is wrong with the pattern. */
export function compileGlob(pattern: string, separators: readonly string[]): Regex | string {
  const key = JSON.stringify([pattern, separators]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = translate(pattern, separators);
  known.set(key, made);
  return made;
}

function translate(pattern: string, separators: readonly string[]): Regex | string {
  const reader = new GlobReader(pattern, separators);
  const body = reader.readSequence(false);
  if (reader.what !== undefined) return reader.what;
  return Regex.of({ root: { is: "sequence", parts: [start, body, end] }, groupCount: 0, names: [] });
}

const start: Node = { is: "assert", what: "text-start" };
const end: Node = { is: "assert", what: "text-end" };

type Ranges = CharacterSet["ranges"];

const anything: Ranges = [[0, lastCodePoint]];

class GlobReader {
  what: string | undefined;
  readonly #points: readonly string[];
  readonly #single: Node;
  #at = 0;

  constructor(pattern: string, separators: readonly string[]) {
    this.#points = [...pattern];
    this.#single = separators.length === 0 ? setOf(anything, false) : setOf(separators.map(rangeOf), true);
  }

  /** Up to the end, or inside braces up to a comma or brace. */
  readSequence(isInBraces: boolean): Node {
    const parts: Node[] = [];
    while (this.what === undefined && !this.#endsSequence(isInBraces)) parts.push(this.#readPart());
    return { is: "sequence", parts };
  }

  #endsSequence(isInBraces: boolean): boolean {
    return this.#atEnd() || (isInBraces && (this.#isAt(",") || this.#isAt("}")));
  }

  #readPart(): Node {
    const point = this.#take();
    switch (point) {
      case "*":
        return this.#takeIf("*") ? many(setOf(anything, false)) : many(this.#single);
      case "?":
        return this.#single;
      case "[":
        return this.#readSet();
      case "{":
        return this.#readChoice();
      case "\\":
        return this.#atEnd() ? setOf([rangeOf(point)], false) : setOf([rangeOf(this.#take())], false);
      default:
        return setOf([rangeOf(point)], false);
    }
  }

  #readChoice(): Node {
    const options: Node[] = [];
    do {
      options.push(this.readSequence(true));
    } while (this.#takeIf(","));
    if (!this.#takeIf("}")) this.what ??= "a brace is not closed";
    return { is: "choice", options };
  }

  /** One range, or single characters; they are not mixed. */
  #readSet(): Node {
    const isNegated = this.#takeIf("!");
    const [from, dash, to, close] = this.#points.slice(this.#at, this.#at + 4);
    if (dash === "-" && to !== undefined && close === "]") {
      this.#at += 4;
      if ((from as string) > to) this.what ??= "a range of characters runs backwards";
      return setOf([[rangeOf(from as string)[0], rangeOf(to)[0]]], isNegated);
    }
    const members: Ranges[number][] = [];
    while (!this.#atEnd() && !this.#isAt("]")) members.push(this.#readMember());
    if (!this.#takeIf("]") || members.length === 0) this.what ??= "a set of characters is not closed";
    return setOf(members, isNegated);
  }

  #readMember(): Ranges[number] {
    this.#takeIf("\\");
    return rangeOf(this.#take());
  }

  #atEnd(): boolean {
    return this.#at >= this.#points.length;
  }

  #isAt(point: string): boolean {
    return this.#points[this.#at] === point;
  }

  #take(): string {
    return this.#points[this.#at++] ?? "";
  }

  #takeIf(point: string): boolean {
    if (!this.#isAt(point)) return false;
    this.#at++;
    return true;
  }
}

function rangeOf(point: string): Ranges[number] {
  const code = point.codePointAt(0) ?? 0;
  return [code, code];
}

function setOf(ranges: Ranges, isNegated: boolean): Node {
  return { is: "set", set: { ranges, properties: [], isNegated, ignoresCase: false } };
}

function many(part: Node): Node {
  return { is: "repeat", part, least: 0, most: Infinity, isGreedy: true };
}
