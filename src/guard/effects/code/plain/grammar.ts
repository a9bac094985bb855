/** Grammar: what the one parser asks of a language that has no grammar of its own here. */
import type { Lexicon } from "./tokens.ts";

export type Grammar = {
  readonly lexicon: Lexicon;
  /** What joins two texts, and stronger or weaker operators. */
  readonly operators: Readonly<Record<string, number>>;
  /** What stands between an object and its member. */
  readonly members: readonly string[];
  /** Words that open a block, close one, and stand between statements. */
  readonly opens: ReadonlySet<string>;
  readonly closes: ReadonlySet<string>;
  readonly between: ReadonlySet<string>;
  /** Variables in a text: their name stands in one of the groups; `code` is a stretch of code. */
  readonly inText?: RegExp;
  /** Functions are called without brackets. */
  readonly bare: boolean;
  /** `print x > "file"` and `print x | "command"`. */
  readonly printsInto?: true;
  /** A text behind a function is its argument. */
  readonly textCalls?: true;
  /** Code in the second half of a pattern. */
  readonly codeFlag?: string;
};
