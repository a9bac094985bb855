/** Patterns that JavaScript's own matcher, which is much faster, answers alike and in bounded time. Only whether there is a match is asked. */
import type { CharacterSet, Node, Pattern } from "./tree.ts";

export type Native = {
  readonly expression: RegExp;
  /** How often the text may be gone through for each character of it. */
  readonly loops: number;
};

/** `undefined` where a repetition stands inside another: there a backtracking matcher may run away. */
export function nativeOf(pattern: Pattern): Native | undefined {
  const loops = loopsIn(pattern.root, false);
  if (loops === undefined) return undefined;
  return { expression: new RegExp(sourceOf(pattern.root), "su"), loops };
}

/** How many repetitions without a bound there are, if none is inside another repetition. */
function loopsIn(node: Node, isInside: boolean): number | undefined {
  switch (node.is) {
    case "sequence":
      return total(node.parts, isInside);
    case "choice":
      return total(node.options, isInside);
    case "group":
      return loopsIn(node.part, isInside);
    case "repeat": {
      if (isInside || (node.most > 20 && node.most !== Infinity)) return undefined;
      const inner = loopsIn(node.part, true);
      return inner === undefined ? undefined : 1 + inner;
    }
    case "set":
      return node.set.ignoresCase && !isPlain(node.set) ? undefined : 0;
    default:
      return 0;
  }
}

function total(nodes: readonly Node[], isInside: boolean): number | undefined {
  let sum = 0;
  for (const node of nodes) {
    const loops = loopsIn(node, isInside);
    if (loops === undefined) return undefined;
    sum += loops;
  }
  return sum;
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
  const members = both.map(([from, to]) => `${escaped(from)}-${escaped(to)}`).join("");
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
