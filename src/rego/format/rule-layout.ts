/** Lays out a package, an import or a rule: heads, `if`, bodies, `else`. */
import { firstPiece, type Group, type Node } from "./brackets.ts";
import { startsLine, statementsIn, type Item } from "./items.ts";
import type { Layout } from "./layout.ts";
import { needsSpace } from "./spacing.ts";

/** Where in a rule the layout is: in a head, or after its `if`. */
type Part = "head" | "body";

export function layOutRule(layout: Layout, nodes: readonly Node[]): void {
  const { writer } = layout;
  let part: Part = "head";
  let hadBraces = false;
  nodes.forEach((node, index) => {
    const [left, before] = [nodes[index - 1], nodes[index - 2]];
    const word = "open" in node ? "" : node.text;
    if (word === "else" && left !== undefined && isElse(node, left)) {
      joinElse(layout, node, hadBraces);
      part = "head";
      return writer.write(word);
    }
    const isBody = "open" in node && node.kind === "body" && (isIf(left) || part === "head");
    const statements = isBody ? statementsIn(node.inner, layout.marks.statements) : [];
    if (index > 0) layout.join(node, 0, needsSpace(node, left, before));
    hadBraces = isBody && !(isIf(left) && isPlain(node, statements));
    if (hadBraces) writeBody(layout, node as Group, statements);
    else if (isBody) layout.run((statements[0] as Item).nodes, 0);
    else if (word === "=" && part === "head" && layout.marks.dialect === "v1") writer.write(":=");
    else if (isOnlyStep(nodes, index)) layout.bracket(node as Group, 0);
    else layout.node(node, 0);
    if (word === "if") part = "body";
  });
}

/** `p["a"]` stays as it is: in Rego v0 this adds to a set, and `p.a` does not. */
function isOnlyStep(nodes: readonly Node[], index: number): boolean {
  const [node, next] = [nodes[index], nodes[index + 1]];
  if (index !== 1 || node === undefined || !("open" in node)) return false;
  return next === undefined || !firstPiece(next).tight || ![".", "["].includes(firstPiece(next).kind);
}

/** The word may also be the first or a later part of a path. */
function isElse(node: Node, left: Node): boolean {
  return firstPiece(node).kind === "name" && firstPiece(left).kind !== ".";
}

function isIf(node: Node | undefined): boolean {
  return node !== undefined && !("open" in node) && node.kind === "name" && node.text === "if";
}

/** Behind a brace `else` stands on its line, else below an empty one. */
function joinElse(layout: Layout, node: Node, hadBraces: boolean): void {
  const { remarks } = firstPiece(node);
  layout.writer.remarks(remarks, 0);
  if (hadBraces && remarks.length === 0) return layout.writer.write(" ");
  if (remarks.length === 0) layout.writer.emptyLine();
  layout.writer.startLine(0);
}

/** One statement that the author wrote beside its brace needs no braces, unless it would then start with one itself. */
function isPlain({ close }: Group, statements: readonly Item[]): boolean {
  const [only] = statements;
  if (statements.length !== 1 || only === undefined || close.remarks.length + only.after.length > 0) return false;
  return !startsLine(only.first) && only.first.kind !== "{";
}

function writeBody(layout: Layout, { open, close }: Group, statements: readonly Item[]): void {
  layout.writer.write(open.text);
  layout.spread(statements, close, 0);
  layout.writer.write(close.text);
}
