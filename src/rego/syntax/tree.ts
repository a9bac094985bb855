/** The tree of a module as it was written: terms, statements, rules. `at` is where something starts in its file. */
import type { Json } from "../../base/json.ts";
import type { Value } from "../values/value.ts";

export type Term =
  | { readonly is: "constant"; readonly value: Value; readonly at: number }
  | Variable
  | Reference
  | { readonly is: "array"; readonly items: readonly Term[]; readonly at: number }
  | { readonly is: "set"; readonly items: readonly Term[]; readonly at: number }
  | { readonly is: "object"; readonly pairs: readonly Pair[]; readonly at: number }
  | Call
  | Comprehension
  | Template;

export type Variable = { readonly is: "variable"; readonly name: string; readonly at: number };

export type Pair = readonly [key: Term, value: Term];

/** `head[path[0]][path[1]]…`; a name after a dot is a constant. */
export type Reference = { readonly is: "reference"; readonly head: Term; readonly path: readonly Term[]; readonly at: number };

/** Infix operators are calls too, of `eq`, `plus` and so on. */
export type Call = { readonly is: "call"; readonly operator: Variable | Reference; readonly args: readonly Term[]; readonly at: number };

export type Comprehension = {
  readonly is: "comprehension";
  readonly makes: "array" | "set" | "object";
  readonly key: Term | undefined;
  readonly value: Term;
  readonly body: Body;
  readonly at: number;
};

/** An interpolated string; each part that is not text is a statement whose value is shown. */
export type Template = { readonly is: "template"; readonly parts: readonly (string | Statement)[]; readonly at: number };

export type Body = readonly Statement[];

export type Statement = {
  readonly claim: Claim;
  /** The plain `not`, which negates this one statement. */
  readonly negated: boolean;
  readonly with: readonly With[];
  readonly at: number;
};

export type Claim =
  | { readonly is: "term"; readonly term: Term }
  | { readonly is: "unify"; readonly left: Term; readonly right: Term }
  | { readonly is: "assign"; readonly left: Term; readonly right: Term }
  | { readonly is: "declare"; readonly names: readonly Variable[] }
  /** `some key, value in domain` */
  | { readonly is: "some-in"; readonly key: Term | undefined; readonly value: Term; readonly domain: Term }
  | { readonly is: "every"; readonly key: Variable | undefined; readonly value: Variable; readonly domain: Term; readonly body: Body }
  /** The `not` of `import rego.v2`, which has a scope of its own. */
  | { readonly is: "not"; readonly body: Body }
  | { readonly is: "and" | "or"; readonly left: Body; readonly right: Body };

export type With = { readonly target: Term; readonly value: Term; readonly at: number };

export type Rule = {
  readonly head: Head;
  readonly body: Body;
  readonly isDefault: boolean;
  /** The next one of an `else` chain. */
  readonly otherwise: Rule | undefined;
  readonly at: number;
};

export type Head = {
  /** The name, and what follows it in brackets or after dots. */
  readonly name: Variable;
  readonly path: readonly Term[];
  readonly args: readonly Term[] | undefined;
  /** What a `contains` rule puts into its set. */
  readonly member: Term | undefined;
  /** `undefined` stands for `true`. */
  readonly value: Term | undefined;
  /** Whether the value stands after `:=`, and not after `=`. */
  readonly isAssigned?: true;
  readonly at: number;
};

export type Import = { readonly path: readonly string[]; readonly alias: string | undefined; readonly at: number };

export type Dialect = "v0" | "v1";

export type Module = {
  readonly package: readonly string[];
  readonly imports: readonly Import[];
  readonly rules: readonly Rule[];
  readonly annotations: readonly Annotation[];
  readonly dialect: Dialect;
};

/** What a METADATA comment says, and the place of what stands below it. */
export type Annotation = { readonly says: { readonly [key: string]: Json }; readonly at: number; readonly about: number };
