/** Patterns that JavaScript's own matcher, which is much faster, answers alike and in bounded time. Only whether there is a match is asked. */
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
  const { loops, choices } = ways;
  return { expression: new RegExp(sourceOf(pattern.root), "su"), most: (length) => choices * length ** loops };
}

/** Each repetition without a bound may go on as long as the text; each with one has so many ways as it has counts. */
type Ways = { readonly loops: number; readonly choices: number };

const oneWay: Ways = { loops: 0, choices: 1 };

/** `undefined` where a repetition stands inside another. */
function waysThrough(node: Node, isInside: boolean): Ways | undefined {
  switch (node.is) {
    case "sequence":
      return together(node.parts, isInside);
    case "choice": {
      const ways = together(node.options, isInside);
      return ways && { ...ways, choices: ways.choices * node.options.length };
    }
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

function waysRepeated({ part, least, most }: Extract<Node, { is: "repeat" }>): Ways | undefined {
  if (most > 20 && most !== Infinity) return undefined;
  // What is there once or not at all goes through nothing again.
  const inner = waysThrough(part, most > 1);
  if (inner === undefined) return undefined;
  if (most === Infinity) return { loops: inner.loops + 1, choices: inner.choices };
  return { loops: inner.loops, choices: inner.choices * (most - least + 1) };
}

function together(nodes: readonly Node[], isInside: boolean): Ways | undefined {
  let [loops, choices] = [0, 1];
  for (const node of nodes) {
    const ways = waysThrough(node, isInside);
    if (ways === undefined) return undefined;
    loops += ways.loops;
    choices *= ways.choices;
  }
  return { loops, choices };
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
