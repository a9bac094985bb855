/** Rego reduced to what has to be planned: names resolved, locals renamed apart, calls taken out of terms. */
import type { Value } from "../values/value.ts";
import type { Source } from "../syntax/source.ts";

export type CoreTerm =
  | { readonly is: "constant"; readonly value: Value; readonly at: number }
  | CoreVariable
  | CoreReference
  | { readonly is: "array"; readonly items: readonly CoreTerm[]; readonly at: number }
  | { readonly is: "set"; readonly items: readonly CoreTerm[]; readonly at: number }
  | { readonly is: "object"; readonly pairs: readonly (readonly [CoreTerm, CoreTerm])[]; readonly at: number }
  | CoreComprehension;

/** Declared variables carry a number, `x#3`, so that no two of a rule have one name; what stands before it is what a person wrote. */
export type CoreVariable = { readonly is: "variable"; readonly name: string; readonly at: number };

/** The head is `data`, `input` or a variable. */
export type CoreReference = { readonly is: "reference"; readonly head: string; readonly path: readonly CoreTerm[]; readonly at: number };

export type CoreComprehension = {
  readonly is: "comprehension";
  readonly makes: "array" | "set" | "object";
  readonly key: CoreTerm | undefined;
  readonly value: CoreTerm;
  readonly body: CoreBody;
  /** Of an interpolated string: it only looks up, and what it speaks of has a value outside. */
  readonly isShown?: boolean;
  readonly at: number;
};

export type CoreBody = readonly CoreStatement[];

export type CoreStatement = {
  readonly claim: CoreClaim;
  readonly negated: boolean;
  readonly with: readonly CoreWith[];
  readonly at: number;
};

export type CoreClaim =
  | { readonly is: "term"; readonly term: CoreTerm }
  | { readonly is: "unify"; readonly left: CoreTerm; readonly right: CoreTerm }
  /** Without a result the call itself must be true. */
  | { readonly is: "call"; readonly operator: Operator; readonly args: readonly CoreTerm[]; readonly result: CoreTerm | undefined }
  | { readonly is: "every"; readonly key: CoreTerm; readonly value: CoreTerm; readonly domain: CoreTerm; readonly body: CoreBody }
  | { readonly is: "not"; readonly body: CoreBody }
  | { readonly is: "and" | "or"; readonly left: CoreBody; readonly right: CoreBody };

/** A built-in, or a function defined by rules at a path below `data`. */
export type Operator = { readonly is: "builtin"; readonly name: string } | { readonly is: "rule"; readonly path: readonly string[] };

export type CoreWith = {
  readonly target:
    | { readonly is: "document"; readonly root: "data" | "input"; readonly path: readonly string[] }
    | { readonly is: "function"; readonly operator: Operator };
  readonly value: { readonly is: "term"; readonly term: CoreTerm } | { readonly is: "function"; readonly operator: Operator };
  readonly at: number;
};

export type CoreRule = {
  /** Below `data`, the package included; what is not constant makes the rule one of many that build an object. */
  readonly path: readonly CoreTerm[];
  readonly args: readonly CoreTerm[] | undefined;
  readonly makes: "value" | "set";
  /** The value, or the member of the set. */
  readonly value: CoreTerm;
  readonly body: CoreBody;
  readonly isDefault: boolean;
  readonly otherwise: CoreRule | undefined;
  readonly source: Source;
  readonly at: number;
};

export function constant(value: Value, at: number): CoreTerm {
  return { is: "constant", value, at };
}

export function variable(name: string, at: number): CoreVariable {
  return { is: "variable", name, at };
}

/** The name a person knows a variable by. */
export function writtenName(name: string): string {
  const mark = name.indexOf("#");
  return mark === -1 ? name : name.slice(0, mark);
}

export function isWildcard(name: string): boolean {
  return /^_\d+/.test(name);
}

export function nameOfOperator(operator: Operator): string {
  return operator.is === "builtin" ? operator.name : ["data", ...operator.path].join(".");
}

export function isConstantText(term: CoreTerm): boolean {
  return term.is === "constant" && typeof term.value === "string";
}
