/** What the readers of the three grammars share: nodes with their text and line, and bounds before a parser sees the code. */
import type { PartialParse, SyntaxNode, Tree } from "@lezer/common";
import { bounds, type Budget } from "./bounds.ts";
import { notUnderstood } from "./deeds.ts";
import type { Start } from "./quick-parser.ts";
import type { Expression, Program } from "./syntax.ts";

export type Source = { readonly code: string; readonly lines: readonly number[] };
export type Node = SyntaxNode;

export type Parsing = { readonly start: Start; readonly budget: Budget };

/** One unread statement where the code is too long or too deep for its tree to be walked, or behind the part that was read. */
export function parsed(code: string, { start, budget }: Parsing, lower: (source: Source, top: Node) => Program): Program {
  if (code.length > bounds.codeChars || isDeep(code)) return [{ kind: "do", line: 1, expression: tooMuch(1) }];
  const tree = treeOf(start(code), budget);
  if (tree === undefined) return [{ kind: "do", line: 1, expression: tooMuch(1) }];
  const source = { code, lines: lineStarts(code) };
  // Where the code was cut, it ends in the middle of something: that is no fault of its own.
  if (tree.length < code.length) return [...lower(source, tree.topNode), unreadFrom(source, tree.length)];
  return [...faults(source, tree), ...lower(source, tree.topNode)];
}

function unreadFrom(source: Source, position: number): Program[number] {
  const line = lineAt(source, position);
  return { kind: "do", line, expression: tooMuch(line) };
}

/** A tree of what the bound allows. Its building recurses: what nests too deep for the engine's stack has none. */
function treeOf(parse: PartialParse & { readonly recovering?: number }, budget: Budget): Tree | undefined {
  try {
    let isStopped = false;
    // What has been stopped ends soon, though not at once.
    for (const end = -bounds.parserSteps; budget.parserSteps > end;) {
      const tree = parse.advance();
      if (tree !== null) return tree;
      budget.parserSteps -= (parse.recovering ?? 0) > 0 ? bounds.faultSteps : 1;
      if (isStopped || budget.parserSteps > 0) continue;
      parse.stopAt(parse.parsedPos);
      isStopped = true;
    }
  } catch {
    return undefined;
  }
  return undefined;
}

export function tooMuch(line: number): Expression {
  return { kind: "unread", line, what: "code that is too long or too deep", bound: true };
}

/** Brackets in texts count as well: a little too strict, and never too mild. */
function isDeep(code: string): boolean {
  let [depth, run, before] = [0, 0, ""];
  for (const character of code) {
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) depth = Math.max(0, depth - 1);
    run = character === before || character === " " ? run + 1 : 0;
    if (character !== " ") before = character;
    if (depth > bounds.nesting || (run > bounds.nesting && "!~-+?:".includes(character))) return true;
  }
  return false;
}

function faults(source: Source, tree: Tree): Program {
  let at: number | undefined;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) at ??= node.from;
      return at === undefined;
    },
  });
  if (at === undefined) return [];
  const line = lineAt(source, at);
  return [{ kind: "do", line, expression: { kind: "unread", line, what: notUnderstood, bound: false } }];
}

function lineStarts(code: string): readonly number[] {
  const starts = [0];
  for (let at = code.indexOf("\n"); at >= 0; at = code.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** From 1. */
export function lineAt(source: Source, position: number): number {
  let [low, high] = [0, source.lines.length];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((source.lines[middle] as number) <= position) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** A tree with faults may lack any part of a form. */
export function childrenOf(node: Node | undefined): readonly Node[] {
  const children: Node[] = [];
  for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling)
    if (!child.type.isError && !child.name.endsWith("Comment")) children.push(child);
  return children;
}

export function contentOf(source: Source, node: Node | undefined): string {
  return node === undefined ? "" : source.code.slice(node.from, node.to);
}

/** The stretches between marks: `a, b` in brackets. */
export function separated(nodes: readonly Node[], mark = ","): readonly (readonly Node[])[] {
  const groups: Node[][] = [[]];
  for (const node of nodes) {
    if (node.name === mark) groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups.filter((group) => group.length > 0);
}

/** A text whose stretches are partly expressions: what lies between the nodes goes to `plain`. */
export function pieces(range: { readonly from: number; readonly to: number }, nodes: readonly Node[], take: Taking): readonly Expression[] {
  const found: Expression[] = [];
  let at = range.from;
  for (const node of nodes) {
    if (node.from > at) found.push(take.plain(at, node.from));
    found.push(take.node(node));
    at = node.to;
  }
  if (range.to > at) found.push(take.plain(at, range.to));
  return found;
}

type Taking = { readonly plain: (from: number, to: number) => Expression; readonly node: (node: Node) => Expression };
