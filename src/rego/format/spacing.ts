/** Which pieces stand close together and which with a space between them. */
import { firstPiece, type Node } from "./brackets.ts";

const operators = new Set(["=", ":=", "==", "!=", "<", "<=", ">", ">=", "|", "&", "+", "-", "*", "/", "%", ",", ":", ";"]);
const words = new Set(["not", "if", "in", "else", "contains", "as", "with", "and", "or", "some", "every", "default"]);

/** `before` is what stands before the node to the left: it tells whether a minus there is a sign. */
export function needsSpace(right: Node, left: Node | undefined, before: Node | undefined): boolean {
  if (left === undefined) return false;
  const piece = firstPiece(right);
  if (piece.kind === "," || piece.kind === ":" || piece.kind === ";") return false;
  if (isPiece(left, ".") || (isPiece(left, "-") && !endsOperand(before))) return false;
  if (piece.kind === ".") return !piece.tight;
  if (!("open" in right) || !piece.tight) return true;
  const isCall = piece.kind === "(" && right.kind === "list";
  const isStep = piece.kind === "[" && right.kind === "plain";
  return !isCall && !isStep;
}

function isPiece(node: Node, kind: string): boolean {
  return !("open" in node) && node.kind === kind;
}

function endsOperand(node: Node | undefined): boolean {
  if (node === undefined) return false;
  return "open" in node || !(operators.has(node.kind) || (node.kind === "name" && words.has(node.text)));
}
