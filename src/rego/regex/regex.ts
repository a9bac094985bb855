/** Regular expressions with RE2's syntax and meaning, the same on every engine, and never slower than the text is long. */
import { findMatch, type Match, type Spend } from "./match.ts";
import { nativeOf, type Native } from "./native.ts";
import { parsePattern } from "./parse.ts";
import { prefixOf } from "./prefix.ts";
import { programOf, type Instruction } from "./program.ts";
import type { Pattern } from "./tree.ts";

export type { Match, Spend };

export class Regex {
  readonly groupCount: number;
  readonly names: readonly (string | undefined)[];
  readonly #native: Native | undefined;
  readonly #pattern: Pattern;
  /** What a text must start with; `undefined` where a match may start anywhere. */
  readonly #prefix: string | undefined;
  #program: readonly Instruction[] | undefined;

  private constructor(pattern: Pattern) {
    this.#pattern = pattern;
    this.groupCount = pattern.groupCount;
    this.names = pattern.names;
    this.#prefix = prefixOf(pattern);
    this.#native = nativeOf(pattern);
    if (this.#native === undefined) this.#program = programOf(pattern);
  }

  /** A text that says what is wrong where the pattern is. */
  static compile(text: string): Regex | string {
    const parsed = parsePattern(text);
    return parsed.ok ? Regex.of(parsed.pattern) : parsed.what;
  }

  static of(pattern: Pattern): Regex | string {
    const regex = new Regex(pattern);
    return regex.#native === undefined && regex.#program === undefined ? "the pattern is too large" : regex;
  }

  test(text: string, spend: Spend): boolean {
    if (this.#prefix !== undefined && !text.startsWith(this.#prefix)) return false;
    const native = this.#native;
    if (native !== undefined && native.most(text.length) <= mostNativeSteps)
      return spend(1 + (text.length >> 3)) && native.expression.test(text);
    return this.find(text, 0, spend) !== null;
  }

  find(text: string, start: number, spend: Spend): Match | null {
    this.#program ??= programOf(this.#pattern) ?? [];
    return this.#program.length === 0 ? null : findMatch(this.#program, { text, start }, spend);
  }

  /** Matches one after the other, as Go finds them: none is empty right behind another. */
  findAll(text: string, most: number, spend: Spend): Match[] {
    const matches: Match[] = [];
    let last = -1;
    for (let at = 0; at <= text.length && matches.length < most;) {
      const match = this.find(text, at, spend);
      if (match === null) break;
      const [start, end] = match as readonly [number, number];
      if (end > start || start !== last) matches.push(match);
      last = end;
      at = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
    }
    return matches;
  }
}

const mostNativeSteps = 100_000;
