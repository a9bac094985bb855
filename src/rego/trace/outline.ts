/** The statements of a policy as a person wrote them, and which of them each place in the text belongs to. */
import { landmarksOf, type Landmarks } from "../format/landmarks.ts";
import { piecesOf, type Piece } from "../format/pieces.ts";
import { parseModule } from "../syntax/module.ts";
import { placeIn, type Source } from "../syntax/source.ts";
import { childrenOf, termsOfHead, type TreeNode } from "../syntax/children.ts";
import type { Dialect, Module, Rule, Statement } from "../syntax/tree.ts";

export type Written = {
  readonly at: number;
  readonly line: number;
  readonly column: number;
  /** On one line, however many it takes in the file. */
  readonly text: string;
  /** How many statements on other lines it stands in. */
  readonly depth: number;
};

export type OutlinedRule = {
  readonly rule: Rule;
  /** What stands before `if`: working it out is the last thing that a rule does. */
  readonly head: Written;
  readonly statements: readonly Written[];
};

export type Outline = {
  readonly source: Source;
  readonly module: Module;
  /** One for each branch: `else` is a rule of its own here. */
  readonly rules: readonly OutlinedRule[];
  /** The statement that a term at this place belongs to. */
  readonly statementAt: (at: number) => Written | undefined;
};

/** `undefined` for a text that does not parse. */
export function outlineOf(source: Source, dialect: Dialect): Outline | undefined {
  const parsed = parseModule(source.text, dialect);
  if (!parsed.ok) return undefined;
  const outlining = new Outlining(source, landmarksOf(parsed.value));
  const rules = parsed.value.rules.flatMap(branchesOf).map((rule) => outlining.rule(rule));
  return { source, module: parsed.value, rules, statementAt: (at) => outlining.byPlace.get(at) };
}

function branchesOf(rule: Rule): Rule[] {
  return rule.otherwise === undefined ? [rule] : [rule, ...branchesOf(rule.otherwise)];
}

class Outlining {
  readonly byPlace = new Map<number, Written>();
  readonly #source: Source;
  readonly #marks: Landmarks;
  readonly #pieces: readonly Piece[];
  #statements: Written[] = [];

  constructor(source: Source, marks: Landmarks) {
    this.#source = source;
    this.#marks = marks;
    this.#pieces = piecesOf(source.text);
  }

  rule(rule: Rule): OutlinedRule {
    this.#statements = [];
    for (const statement of rule.body) this.#statement(statement, undefined);
    const text = this.#textFrom(rule.at, new Set(["if", "{"]));
    const head = { at: rule.at, ...placeIn(this.#source, rule.at), text, depth: 0 };
    // Those after `else` are the head's of the first branch once more.
    for (const term of termsOfHead(rule.head)) if (!this.byPlace.has(term.at)) this.#inside(term, head);
    return { rule, head, statements: this.#statements };
  }

  /** Statements that share a line with the one around them are told as part of that one. */
  #statement(statement: Statement, outer: Written | undefined): void {
    const { line, column } = placeIn(this.#source, statement.at);
    const isPart = outer !== undefined && outer.line === line;
    const depth = outer === undefined ? 0 : outer.depth + 1;
    const written = isPart ? outer : { at: statement.at, line, column, text: this.#textFrom(statement.at), depth };
    if (!isPart) this.#statements.push(written);
    this.byPlace.set(statement.at, written);
    for (const child of childrenOf(statement)) this.#inside(child, written);
  }

  #inside(node: TreeNode, written: Written): void {
    if ("claim" in node) return this.#statement(node, written);
    this.byPlace.set(node.at, written);
    for (const child of childrenOf(node)) this.#inside(child, written);
  }

  #textFrom(at: number, ends: ReadonlySet<string> = new Set()): string {
    const start = this.#pieces.findIndex((piece) => piece.at >= at);
    const words: string[] = [];
    let depth = 0;
    for (let index = start; index < this.#pieces.length; index++) {
      const piece = this.#pieces[index] as Piece;
      if (depth === 0 && index > start && (this.#startsNext(piece) || ends.has(piece.text))) break;
      if (["(", "[", "{"].includes(piece.kind)) depth++;
      if ([")", "]", "}"].includes(piece.kind) && --depth < 0) break;
      words.push(piece.tight || index === start ? piece.text : ` ${piece.text}`);
    }
    return words.join("");
  }

  #startsNext({ at, kind, text }: Piece): boolean {
    const isMark = kind === ";" || kind === "end" || (kind === "name" && text === "else");
    return isMark || this.#marks.statements.has(at) || this.#marks.chunks.has(at);
  }
}
