/** The words of a policy. */

/** `name`, `number`, `string`, `template` (a stretch of an interpolated string), `end`, or the punctuation itself. */
export type TokenKind = string;

export type Token = {
  readonly kind: TokenKind;
  /** The text as written; of a string or a stretch of a template what it stands for. */
  readonly text: string;
  readonly at: number;
  readonly end: number;
  /** A line ended between the token before and this one. */
  readonly newline: boolean;
};

/** A comment without its `#`. */
export type Comment = { readonly text: string; readonly at: number; readonly line: number };
