/** Patterns that JavaScript's own matcher, which is much faster, answers alike and in bounded time. Only whether there is a match is asked. */
import { negate, type Ranges } from "./classes.ts";
import { prefixOf } from "./prefix.ts";
import type { CharacterSet, Node, Pattern } from "./tree.ts";

export type Native = {
  readonly expression: RegExp;
  /** How many ways through a text of this length a backtracking matcher may try. */
  readonly most: (length: number) => number;
};

/** `undefined` where a repetition stands inside another: there a backtracking matcher may run away. */
export function nativeOf(pattern: Pattern): Native | undefined {
  const ways = waysThrough(pattern.root, false);
  if (ways === undefined) return undefined;
  const { loops, choices, tries } = ways;
  const starts = prefixOf(pattern) === undefined ? 1 : 0;
  return { expression: new RegExp(sourceOf(pattern.root), "su"), most: (length) => choices * length ** (loops + tries + starts) };
}

/**
 * Each repetition without a bound may go on as long as the text; each with one has so many ways as it has counts. One that what follows puts an end
 * to has one way alone; that shorter counts are tried in vain takes as long as the text, for all of them together.
 */
type Ways = { readonly loops: number; readonly choices: number; readonly tries: 0 | 1 };

const oneWay: Ways = { loops: 0, choices: 1, tries: 0 };

/** `undefined` where a repetition stands inside another. */
function waysThrough(node: Node, isInside: boolean): Ways | undefined {
  switch (node.is) {
    case "sequence":
      return inSequence(node.parts, isInside);
    case "choice":
      return amongOptions(node.options, isInside);
    case "group":
      return waysThrough(node.part, isInside);
    case "repeat":
      return isInside ? undefined : waysRepeated(node);
    case "set":
      return node.set.ignoresCase && !isPlain(node.set) ? undefined : oneWay;
    default:
      return oneWay;
  }
}

function waysRepeated({ part, least, most }: Repeat): Ways | undefined {
  if (most > 20 && most !== Infinity) return undefined;
  // What is there once or not at all goes through nothing again.
  const inner = waysThrough(part, most > 1);
  if (inner === undefined) return undefined;
  if (most === Infinity) return { ...inner, loops: inner.loops + 1 };
  return { ...inner, choices: inner.choices * (most - least + 1) };
}

type Repeat = Extract<Node, { is: "repeat" }>;

function inSequence(nodes: readonly Node[], isInside: boolean): Ways | undefined {
  let sum: Ways = oneWay;
  for (const [index, node] of nodes.entries()) {
    const ways = waysThrough(node, isInside);
    if (ways === undefined) return undefined;
    const { loops, choices, tries } = isEnded(node, nodes[index + 1]) ? ({ ...oneWay, tries: 1 } as const) : ways;
    sum = { loops: sum.loops + loops, choices: sum.choices * choices, tries: sum.tries || tries };
  }
  return sum;
}

/** A way through a choice is one through one of its options. */
function amongOptions(options: readonly Node[], isInside: boolean): Ways | undefined {
  let sum: Ways = { ...oneWay, choices: 0 };
  for (const option of options) {
    const ways = waysThrough(option, isInside);
    if (ways === undefined) return undefined;
    sum = { loops: Math.max(sum.loops, ways.loops), choices: sum.choices + ways.choices, tries: sum.tries || ways.tries };
  }
  return sum;
}

/** Whether the repetition of a character must go on until what follows, which it cannot take itself. */
function isEnded(node: Node, next: Node | undefined): boolean {
  return node.is === "repeat" && node.part.is === "set" && next?.is === "set" && areDisjoint(node.part.set, next.set);
}

function areDisjoint(one: CharacterSet, other: CharacterSet): boolean {
  const [left, right] = [rangesOf(one), rangesOf(other)];
  if (left === undefined || right === undefined) return false;
  return left.every(([from, to]) => right.every(([start, end]) => to < start || end < from));
}

/** `undefined` where it would take more than a look. */
function rangesOf({ ranges, properties, isNegated, ignoresCase }: CharacterSet): Ranges | undefined {
  if (properties.length > 0 || ignoresCase) return undefined;
  return isNegated ? negate(ranges) : ranges;
}

/** Case can be ignored by naming both forms of each letter only among the plain letters. */
function isPlain({ ranges, properties }: CharacterSet): boolean {
  return properties.length === 0 && ranges.every(([from, to]) => to < 128 || from === to);
}

const assertions = {
  "text-start": "^",
  "text-end": "$",
  "line-start": "(?:^|(?<=\\n))",
  "line-end": "(?:$|(?=\\n))",
  "word-edge": "\\b",
  "no-word-edge": "\\B",
} as const;

function sourceOf(node: Node): string {
  switch (node.is) {
    case "empty":
      return "";
    case "set":
      return sourceOfSet(node.set);
    case "assert":
      return assertions[node.what];
    case "sequence":
      return node.parts.map(sourceOf).join("");
    case "choice":
      return `(?:${node.options.map(sourceOf).join("|")})`;
    case "group":
      return `(?:${sourceOf(node.part)})`;
    case "repeat":
      return `(?:${sourceOf(node.part)}){${node.least},${node.most === Infinity ? "" : node.most}}${node.isGreedy ? "" : "?"}`;
  }
}

function sourceOfSet({ ranges, properties, isNegated, ignoresCase }: CharacterSet): string {
  const both = ignoresCase ? ranges.flatMap(withOtherCase) : ranges;
  const members = both.map(([from, to]) => (from === to ? escaped(from) : `${escaped(from)}-${escaped(to)}`)).join("");
  const named = properties
    .map(({ name, isNegated: not }) =>
      name === "Any" ? (not ? "" : "\\u{0}-\\u{10ffff}") : `\\${not ? "P" : "p"}{${name.length <= 2 ? "gc" : "sc"}=${name}}`,
    )
    .join("");
  return `[${isNegated ? "^" : ""}${members}${named}]`;
}

function escaped(code: number): string {
  return `\\u{${code.toString(16)}}`;
}

/** The range and its letters in the other case, and the two signs that are letters too. */
function withOtherCase([from, to]: readonly [number, number]): (readonly [number, number])[] {
  const result: (readonly [number, number])[] = [[from, to]];
  for (let code = from; code <= to; code++) {
    const text = String.fromCodePoint(code);
    for (const form of [text.toLowerCase(), text.toUpperCase()])
      if ([...form].length === 1) result.push([form.codePointAt(0) as number, form.codePointAt(0) as number]);
    if (code === 75 || code === 107) result.push([0x212a, 0x212a]);
    if (code === 83 || code === 115) result.push([0x17f, 0x17f]);
  }
  return result;
}
