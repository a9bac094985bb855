/** The text of a policy in pieces: each token as it is written, with the comments and line ends before it. */
import { lex } from "../syntax/lexer.ts";
import type { Comment, Token } from "../syntax/token.ts";

export type Remark = {
  /** With its `#`. */
  readonly text: string;
  /** Nothing but space stands before it on its line. */
  readonly ownLine: boolean;
  /** An empty line stands before it. */
  readonly blank: boolean;
};

export type Piece = {
  readonly kind: string;
  readonly text: string;
  readonly at: number;
  /** The comments between this piece and the one before it. */
  readonly remarks: readonly Remark[];
  /** A line ends between this piece and the one before it. */
  readonly newline: boolean;
  /** An empty line stands before it, after all its comments. */
  readonly blank: boolean;
  /** No space stands before it. */
  readonly tight: boolean;
};

/** The last piece is the end of the text. */
export function piecesOf(text: string): readonly Piece[] {
  const { tokens, comments } = lex(text);
  const pieces: Piece[] = [];
  let [end, remark] = [0, 0];
  for (let index = 0; index < tokens.length; index++) {
    const first = tokens[index] as Token;
    const isTemplate = first.kind.startsWith("template");
    if (isTemplate) index = lastOfTemplate(text, tokens, index);
    const last = tokens[index] as Token;
    // The dollar of an interpolated string stands before its first token.
    const at = isTemplate ? first.at - 1 : first.at;
    const start = remark;
    while (remark < comments.length && (comments[remark] as Comment).at < at) remark++;
    const gap = gapOf(text, { start: end, end: at }, comments.slice(start, remark));
    pieces.push({ kind: isTemplate ? "string" : first.kind, text: text.slice(at, last.end), at, ...gap });
    end = last.end;
    while (remark < comments.length && (comments[remark] as Comment).at < end) remark++;
  }
  return pieces;
}

/** An interpolated string is one piece, and what stands in it is left as it is; this is where it ends. */
function lastOfTemplate(text: string, tokens: readonly Token[], first: number): number {
  let depth = 0;
  for (let index = first; index < tokens.length; index++) {
    const { kind, at } = tokens[index] as Token;
    if (!kind.startsWith("template")) continue;
    // A stretch that starts with a brace goes on with a string that is open.
    if (text[at] !== "}") depth++;
    if (kind === "template-end") depth--;
    if (depth === 0) return index;
  }
  return tokens.length - 1;
}

type Stretch = { readonly start: number; readonly end: number };

function gapOf(
  text: string,
  { start, end }: Stretch,
  comments: readonly Comment[],
): Pick<Piece, "remarks" | "newline" | "blank" | "tight"> {
  let from = start;
  const remarks = comments.map((comment): Remark => {
    const space = text.slice(from, comment.at);
    from = comment.at + 1 + comment.text.length;
    return { text: `#${comment.text.trimEnd()}`, ownLine: start === 0 || space.includes("\n"), blank: isBlank(space) };
  });
  const newline = text.slice(start, end).includes("\n");
  return { remarks, newline, blank: isBlank(text.slice(from, end)), tight: start === end };
}

function isBlank(space: string): boolean {
  return /\n[ \t\r]*\n/.test(space);
}
