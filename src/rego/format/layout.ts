/** Lays out what stands inside one rule: statements, items and the brackets around them. The author's line ends decide what is spread over lines. */
import { firstPiece, type Group, type Node } from "./brackets.ts";
import { itemsBetweenCommas, startsLine, statementsIn, type Item } from "./items.ts";
import type { Landmarks } from "./landmarks.ts";
import { namedStep } from "./named-step.ts";
import type { Piece } from "./pieces.ts";
import { needsSpace } from "./spacing.ts";
import type { Writer } from "./writer.ts";

export class Layout {
  readonly writer: Writer;
  readonly marks: Landmarks;

  constructor(writer: Writer, marks: Landmarks) {
    this.writer = writer;
    this.marks = marks;
  }

  /** Nodes on one line, as far as comments let them. The comments before the first one are written already. */
  run(nodes: readonly Node[], indent: number): void {
    nodes.forEach((node, index) => {
      if (index > 0) this.join(node, indent, needsSpace(node, nodes[index - 1], nodes[index - 2]));
      this.node(node, indent);
    });
  }

  node(node: Node, indent: number): void {
    if (!("open" in node)) return this.writer.write(node.text);
    const name = this.marks.dialect === "v1" ? namedStep(node) : undefined;
    if (name !== undefined) return this.writer.write(`.${name}`);
    this.bracket(node, indent);
  }

  bracket(node: Group, indent: number): void {
    this.writer.write(node.open.text);
    if (node.kind === "list") this.#list(node, indent);
    else if (node.kind === "plain") this.#plain(node, indent);
    else if (node.kind === "comprehension") this.#comprehension(node, indent);
    else this.#body(node, indent);
    this.writer.write(node.close.text);
  }

  /** What stands between a node and the one before it: a space, nothing, or a new line where a comment or the author ends the old one. */
  join(node: Node, indent: number, spaced: boolean): void {
    const { remarks, newline, text } = firstPiece(node);
    this.writer.remarks(remarks, indent + 1);
    if (this.writer.isClosed || (newline && text === "with")) this.writer.startLine(indent + 1);
    else if (spaced) this.writer.write(" ");
  }

  /** Each statement on a line of its own. */
  spread(statements: readonly Item[], close: Piece, indent: number): void {
    statements.forEach(({ nodes, first, after }, index) => {
      this.#line(first, indent + 1, index > 0);
      this.run(nodes, indent + 1);
      this.writer.remarks(after, indent + 1);
    });
    this.#end(close, indent, statements.length > 0);
  }

  /** The start of a line, below the comments about it. */
  #line({ remarks, blank }: Piece, indent: number, keepsBlank: boolean): void {
    this.writer.remarks(remarks, indent, keepsBlank);
    if (blank && (keepsBlank || remarks.length > 0)) this.writer.emptyLine();
    this.writer.startLine(indent);
  }

  /** The comments before a closing bracket, and the line it stands on. */
  #end(close: Piece, indent: number, keepsBlank: boolean): void {
    this.writer.remarks(close.remarks, indent + 1, keepsBlank);
    this.writer.startLine(indent);
  }

  #list({ inner, close }: Group, indent: number): void {
    const items = itemsBetweenCommas(inner);
    if (!startsLine(close) && !items.some(({ first, after }) => startsLine(first) || after.length > 0)) {
      items.forEach(({ nodes }, index) => {
        if (index > 0) this.writer.write(", ");
        this.run(nodes, indent);
      });
      return;
    }
    items.forEach(({ nodes, first, after }, index) => {
      if (index > 0 && !startsLine(first) && !this.writer.isClosed) this.writer.write(" ");
      else this.#line({ ...first, blank: false }, indent + 1, index > 0);
      this.run(nodes, indent + 1);
      if (this.writer.isClosed) this.writer.startLine(indent + 1);
      this.writer.write(",");
      this.writer.remarks(after, indent + 1);
    });
    this.#end(close, indent, items.length > 0);
  }

  /** An index, or a term in round brackets: on one line, unless there are comments. */
  #plain({ inner, close }: Group, indent: number): void {
    const [first] = inner;
    if (first !== undefined) this.join(first, indent, false);
    this.run(inner, indent);
    this.writer.remarks(close.remarks, indent + 1);
    if (this.writer.isClosed) this.writer.startLine(indent);
  }

  #comprehension({ inner, close }: Group, indent: number): void {
    const bar = inner.findIndex((node) => firstPiece(node).kind === "|");
    const head = inner.slice(0, bar + 1).filter((node) => firstPiece(node).kind !== ",");
    const statements = statementsIn(inner.slice(bar + 1), this.marks.statements);
    const [start] = head;
    if (start !== undefined) this.join(start, indent, false);
    this.run(head, indent);
    const starts = [...statements.map(({ first }) => first), ...head.map(firstPiece).filter(({ remarks }) => remarks.length > 0), close];
    if (starts.some(startsLine) || (start !== undefined && startsLine(firstPiece(start)))) return this.spread(statements, close, indent);
    this.writer.write(" ");
    this.#inOneLine(statements, indent);
  }

  /** What `every` and its kind ask of something. */
  #body({ inner, close }: Group, indent: number): void {
    const statements = statementsIn(inner, this.marks.statements);
    const isOne = statements.length === 1 && ![...statements.map(({ first }) => first), close].some(startsLine);
    if (!isOne) return this.spread(statements, close, indent);
    this.writer.write(" ");
    this.#inOneLine(statements, indent);
    this.writer.write(" ");
  }

  #inOneLine(statements: readonly Item[], indent: number): void {
    statements.forEach(({ nodes }, index) => {
      if (index > 0) this.writer.write("; ");
      this.run(nodes, indent);
    });
  }
}
