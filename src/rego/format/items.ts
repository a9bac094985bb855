/** What stands inside brackets, taken apart: items between commas, statements between semicolons and line ends. */
import { firstPiece, type Node } from "./brackets.ts";
import type { Piece, Remark } from "./pieces.ts";

export type Item = {
  readonly nodes: readonly Node[];
  /** The piece with the comments and line ends before the item. */
  readonly first: Piece;
  /** Comments between the item and the comma or semicolon after it. */
  readonly after: readonly Remark[];
};

export function itemsBetweenCommas(nodes: readonly Node[]): readonly Item[] {
  return taken(nodes, ",", () => false);
}

/** Semicolons are dropped: the layout puts them back where statements share a line. */
export function statementsIn(nodes: readonly Node[], starts: ReadonlySet<number>): readonly Item[] {
  return taken(nodes, ";", (node) => starts.has(firstPiece(node).at));
}

function taken(nodes: readonly Node[], separator: string, isStart: (node: Node) => boolean): readonly Item[] {
  const items: Item[] = [];
  let current: Node[] = [];
  const end = (after: readonly Remark[]): void => {
    const [first] = current;
    if (first !== undefined) items.push({ nodes: current, first: firstPiece(first), after });
    current = [];
  };
  for (const node of nodes) {
    if (!("open" in node) && node.kind === separator) end(node.remarks);
    else {
      if (isStart(node)) end([]);
      current.push(node);
    }
  }
  end([]);
  return items;
}

/** Whether the author starts a line here, or has to, because of a comment. */
export function startsLine({ newline, remarks }: Piece): boolean {
  return newline || remarks.length > 0;
}
