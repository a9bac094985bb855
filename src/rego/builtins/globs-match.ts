/** Whether two simple patterns, of characters, `.`, sets in brackets, `*` and `+`, can match one text. */

type Range = readonly [first: number, last: number];

/** Some characters, and how often one of them may stand there; `undefined` stands for any character. */
type Token = {
  readonly ranges: readonly Range[] | undefined;
  readonly key: string;
  readonly isOptional: boolean;
  readonly isRepeated: boolean;
};

/** Counts work; false once there was too much of it. */
type Spend = (steps: number) => boolean;

/**
 * The answer, or what is wrong with a pattern. As in OPA, a repeated token takes what the other pattern has there token by token, without asking how
 * often that may stand there itself: patterns with stars on both sides may have a text in common that is not found.
 */
export function globsMatch(one: string, other: string, spend: Spend): boolean | string {
  const [left, right] = [tokensOf(one), tokensOf(other)];
  if (typeof left === "string") return left;
  if (typeof right === "string") return right;
  const ends = withoutSharedEnds(left, right);
  return ends !== undefined && new Search(spend).haveCommon(...ends);
}

type Pair = readonly [readonly Token[], readonly Token[]];

/** Plain tokens at both ends must agree; one of each stays, so that nothing becomes empty. */
function withoutSharedEnds(left: readonly Token[], right: readonly Token[]): Pair | undefined {
  const shortest = Math.min(left.length, right.length);
  let start = 0;
  for (; start < shortest && arePlain(left[start], right[start]); start++) if (!overlap(left[start], right[start])) return undefined;
  start = Math.max(0, start - 1);
  let end = 0;
  for (; end < shortest - start && arePlain(left.at(-1 - end), right.at(-1 - end)); end++)
    if (!overlap(left.at(-1 - end), right.at(-1 - end))) return undefined;
  end = Math.max(0, end - 1);
  return [left.slice(start, left.length - end), right.slice(start, right.length - end)];
}

function arePlain(one: Token | undefined, other: Token | undefined): boolean {
  return one?.isRepeated === false && other?.isRepeated === false;
}

class Search {
  readonly #spend: Spend;

  constructor(spend: Spend) {
    this.#spend = spend;
  }

  haveCommon(left: readonly Token[], right: readonly Token[]): boolean {
    const shortest = Math.min(left.length, right.length);
    for (let at = 0; at < shortest; at++) {
      if (!this.#spend(1)) return false;
      if (left[at]?.isRepeated === true) return this.#repeats(left.slice(at), right.slice(at));
      if (right[at]?.isRepeated === true) return this.#repeats(right.slice(at), left.slice(at));
      if (!overlap(left[at], right[at])) return false;
    }
    return left.length === right.length;
  }

  /** The first of these tokens takes others until the rest of both patterns agree. */
  #repeats([token, ...rest]: readonly Token[], others: readonly Token[]): boolean {
    if (token?.isOptional === false && !overlap(token, others[0])) return false;
    const isTaken = token?.isOptional === false && others[0]?.isRepeated === false;
    for (let at = isTaken ? 1 : 0; at < others.length; at++) {
      if (!this.#spend(1)) return false;
      if (overlap(rest[0], others[at]) && this.haveCommon(rest, others.slice(at))) return true;
      if (!overlap(token, others[at])) return false;
    }
    return rest.length === 0;
  }
}

function overlap(one: Token | undefined, other: Token | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const [ranges, others] = [one.ranges, other.ranges];
  if (ranges === undefined || others === undefined) return true;
  return ranges.some(([first, last]) => others.some(([from, to]) => first <= to && from <= last));
}

function tokensOf(pattern: string): readonly Token[] | string {
  const points = [...pattern];
  const tokens: Token[] = [];
  for (let at = 0; at < points.length;) {
    const read = readRanges(points, at);
    if (typeof read === "string") return read;
    const flag = points[read.end];
    const isFlagged = flag === "*" || flag === "+";
    const last = tokens.at(-1);
    at = isFlagged ? read.end + 1 : read.end;
    if (last?.isRepeated === true && isFlagged && last.key === read.key) tokens.pop();
    const isOptional = flag === "*" && (last === undefined || tokens.at(-1) === last || last.isOptional);
    tokens.push({ ranges: read.ranges, key: read.key, isOptional, isRepeated: isFlagged });
  }
  return tokens;
}

/** Tokens with one key that repeat, one after the other, are one token. */
type Read = Pick<Token, "ranges" | "key"> & { readonly end: number };

function readRanges(points: readonly string[], at: number): Read | string {
  switch (points[at]) {
    case ".":
      return { ranges: undefined, key: ".", end: at + 1 };
    case "[":
      return readSet(points, at + 1);
    case "]":
      return "`]` closes nothing";
    case "*":
    case "+":
      return `\`${points[at]}\` repeats nothing`;
    default:
      return readSingle(points, at);
  }
}

function readSingle(points: readonly string[], at: number): Read | string {
  const read = readCharacter(points, at);
  return typeof read === "string" ? read : { ranges: [[read.code, read.code]], key: String(read.code), end: read.end };
}

function readCharacter(points: readonly string[], at: number): { readonly code: number; readonly end: number } | string {
  const start = points[at] === "\\" ? at + 1 : at;
  const code = points[start]?.codePointAt(0);
  return code === undefined ? "it ends with `\\`" : { code, end: start + 1 };
}

function readSet(points: readonly string[], start: number): Read | string {
  const ranges: Range[] = [];
  for (let at = start; at < points.length;) {
    if (points[at] === "]") return { ranges, key: keyOfSet(ranges), end: at + 1 };
    if (points[at] === "-") return "`-` stands between two characters";
    const first = readCharacter(points, at);
    if (typeof first === "string") return first;
    const isRange = points[first.end] === "-";
    if (isRange && points[first.end + 1] === "]") return "`-` stands between two characters";
    const last = isRange ? readCharacter(points, first.end + 1) : first;
    if (typeof last === "string") return last;
    if (first.code > last.code) return "a range runs backwards";
    ranges.push([first.code, last.code]);
    at = last.end;
  }
  return "a set is not closed";
}

/** The same for sets of the same characters. */
function keyOfSet(ranges: readonly Range[]): string {
  const merged: [number, number][] = [];
  for (const [first, last] of [...ranges].sort(([one], [other]) => one - other)) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return JSON.stringify(merged);
}
