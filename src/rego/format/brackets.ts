/** Pieces put into their brackets: what stands between two brackets becomes one node. */
import type { Landmarks } from "./landmarks.ts";
import type { Piece } from "./pieces.ts";

export type Node = Piece | Group;

export type Group = {
  /** `list`: items between commas, arguments too. `body`: statements in braces. `plain`: an index, or a term in round brackets. */
  readonly kind: "list" | "comprehension" | "body" | "plain";
  readonly open: Piece;
  readonly inner: readonly Node[];
  readonly close: Piece;
};

const closing = new Set([")", "]", "}"]);

/** The pieces come from a text that parses, so every bracket has its partner. */
export function bracketed(pieces: readonly Piece[], marks: Landmarks): readonly Node[] {
  let next = 0;
  const read = (): Node[] => {
    const nodes: Node[] = [];
    for (; next < pieces.length; next++) {
      const piece = pieces[next] as Piece;
      if (closing.has(piece.kind)) return nodes;
      const kind = kindOf(piece, nodes.at(-1), marks);
      if (kind === undefined) nodes.push(piece);
      else {
        next++;
        const inner = read();
        nodes.push({ kind, open: piece, inner, close: pieces[next] as Piece });
      }
    }
    return nodes;
  };
  return read();
}

function kindOf(piece: Piece, before: Node | undefined, marks: Landmarks): Group["kind"] | undefined {
  const { kind, at, tight } = piece;
  if (kind === "(") return tight && before !== undefined && ("open" in before || before.kind === "name") ? "list" : "plain";
  if (kind !== "[" && kind !== "{") return undefined;
  return marks.collections.get(at) ?? (kind === "[" ? "plain" : "body");
}

export function firstPiece(node: Node): Piece {
  return "open" in node ? node.open : node;
}
