/** Dialect: what the evaluator asks of one language. */
import type { Budget } from "./bounds.ts";
import type { Datum } from "./datum.ts";
import type { Language } from "./deeds.ts";
import type { Run } from "./run.ts";
import type { Program } from "./syntax.ts";

export type Dialect = {
  readonly language: Language;
  readonly parse: (code: string, budget: Budget) => Program;
  /** What functions do, by their full name: `os.system`, and for those of a value `<text>.join`, `<path>.unlink`. */
  readonly apis: ReadonlyMap<string, Api>;
  /** What can be read of something without a call, by the same kind of name. */
  readonly properties: ReadonlyMap<string, Property>;
  /** The one name of something that has several. */
  readonly nameOf: (name: string) => string;
  /** What a variable holds that the code has not set; left out, it is a name of the language. */
  readonly unset: (run: Run, name: string) => Datum | undefined;
  /** What is called where a text is called. */
  readonly namedBy?: (name: string) => Datum;
  /** `+` of two texts, `%`, `.`: undefined where the language has nothing of its own to say. */
  readonly binary: (operator: string, left: Datum, right: Datum) => Datum | undefined;
  readonly unary?: (operator: string, operand: Datum) => Datum | undefined;
  /** Names that start like this print nothing and do nothing. */
  readonly quiet: RegExp;
  /** Libraries of which no function may be chosen at run time without anybody knowing which. */
  readonly strong: RegExp;
  /** What makes an object of a class: `__init__`. */
  readonly maker: string;
  /** A function's variables are its own unless it says otherwise. */
  readonly ownNames?: true;
  /** Methods have their object as first parameter. */
  readonly selfFirst?: true;
};

/** One use of a function. */
export type Call = {
  readonly run: Run;
  readonly line: number;
  readonly name: string;
  /** What the function was taken from: the text of `text.join(…)`. */
  readonly self: Datum;
  readonly args: readonly Datum[];
  readonly named: ReadonlyMap<string, Datum>;
};

export type Api = (call: Call) => Datum;
export type Property = (run: Run, of: Datum) => Datum;
