/** The one form in which code of every language is evaluated. Each language lowers its own tree to it. */

export type Expression = { readonly line: number } & ExpressionForm;

type ExpressionForm =
  | { readonly kind: "constant"; readonly value: string | number | boolean | null; readonly bytes?: true }
  /** Stretches that become one text. */
  | { readonly kind: "text"; readonly pieces: readonly Expression[]; readonly bytes?: true }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly at: Expression }
  | { readonly kind: "slice"; readonly of: Expression; readonly from?: Expression; readonly to?: Expression; readonly step?: Expression }
  | { readonly kind: "call"; readonly callee: Expression; readonly args: readonly Argument[] }
  | { readonly kind: "list"; readonly items: readonly Argument[] }
  | { readonly kind: "table"; readonly entries: readonly Entry[] }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression }
  | { readonly kind: "choice"; readonly when: Expression; readonly taken: Expression; readonly otherwise: Expression }
  | { readonly kind: "function"; readonly parameters: readonly Parameter[]; readonly body: readonly Statement[] }
  | { readonly kind: "class"; readonly bases: readonly Expression[]; readonly body: readonly Statement[] }
  /** `operator` is that of `x += y`; without one the target takes the value. */
  | {
      readonly kind: "assign";
      readonly target: Expression;
      readonly value: Expression;
      readonly operator?: string;
      /** The name belongs to this place, or to the whole function. */
      readonly declares?: "here" | "function";
    }
  /** A list made by a rule over another one. */
  | { readonly kind: "each"; readonly item: Expression; readonly rounds: readonly Round[] }
  /** A library, by its full name. */
  | { readonly kind: "library"; readonly name: string }
  /** Parts that are evaluated for what they do; their value is not known. */
  | { readonly kind: "parts"; readonly parts: readonly Expression[] }
  | { readonly kind: "unread"; readonly what: string; readonly bound: boolean };

export type Argument = { readonly value: Expression; readonly name?: string; readonly spread?: true };
/** Without a key the value is a table whose entries are taken over. */
export type Entry = { readonly key: Expression | undefined; readonly value: Expression };
/** `shares`: what the function does to it is done to the variable that was given. */
export type Parameter = {
  readonly target: Expression;
  readonly otherwise?: Expression;
  readonly rest?: "list" | "table";
  readonly shares?: true;
};
export type Round = { readonly target: Expression; readonly over: Expression; readonly when: readonly Expression[] };

export type Statement = { readonly line: number } & StatementForm;

type StatementForm =
  | { readonly kind: "do"; readonly expression: Expression }
  | { readonly kind: "if"; readonly when: Expression; readonly taken: readonly Statement[]; readonly otherwise: readonly Statement[] }
  /** `keys`: the loop goes over the names of entries and not their values. */
  | {
      readonly kind: "for";
      readonly target: Expression;
      readonly over: Expression;
      readonly body: readonly Statement[];
      readonly keys?: true;
    }
  | { readonly kind: "while"; readonly when: Expression; readonly body: readonly Statement[]; readonly last: readonly Statement[] }
  | { readonly kind: "try"; readonly body: readonly Statement[]; readonly handlers: readonly (readonly Statement[])[] }
  /** Any of these, or none. */
  | { readonly kind: "cases"; readonly of: Expression; readonly cases: readonly (readonly Statement[])[] }
  | { readonly kind: "return"; readonly value?: Expression }
  /** Ends a loop, or a round of it. */
  | { readonly kind: "leave" | "next" }
  /** Names that are declared in it are its own. */
  | { readonly kind: "block"; readonly body: readonly Statement[] }
  /** Names that are those of the outside. */
  | { readonly kind: "share"; readonly names: readonly string[] };

export type Program = readonly Statement[];
