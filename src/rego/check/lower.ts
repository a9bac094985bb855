/** A rule as written to the core: one pass that resolves names, renames declared variables and takes calls out of terms. */
import type { Flaw, Source } from "../syntax/source.ts";
import type { Body, Rule, Term } from "../syntax/tree.ts";
import {
  constant,
  isWildcard,
  variable,
  type CoreBody,
  type CoreRule,
  type CoreStatement,
  type CoreTerm,
  type CoreVariable,
} from "./reduced.ts";
import type { Value } from "../values/value.ts";
import { declaredIn, variablesIn } from "./declared.ts";
import { lowerStatement } from "./lower-statement.ts";
import { lowerTerm } from "./lower-term.ts";
import type { Names } from "./names.ts";
import { Scope, type Unused } from "./scope.ts";

/** What lowering one rule carries along. */
export type Lowering = {
  readonly names: Names;
  readonly source: Source;
  readonly flaws: Flaw[];
  /** Numbers that tell declared and made-up variables apart. */
  next: number;
  /** What the rule at hand is told of its annotations; a query has none. */
  metadata?: { readonly rule: () => Value; readonly chain: () => Value };
  /** What is unused is a flaw too. */
  readonly isStrict?: boolean;
  /** Arguments of the rule at hand that no branch has used so far, and where they stand. */
  unused?: Map<string, number>;
  /** Names of rules and imports that were spoken of. */
  readonly used?: Set<string>;
};

/** Where statements go that must hold before the one at hand, and which scope its names are looked up in. */
export type Place = { readonly lowering: Lowering; readonly scope: Scope; readonly into: CoreStatement[] };

/** An argument counts as used if one branch of an `else` chain uses it. */
export function lowerRule(lowering: Lowering, rule: Rule): CoreRule {
  lowering.unused = new Map();
  const lowered = lowerBranch(lowering, rule);
  if (lowering.isStrict === true)
    for (const [name, at] of lowering.unused)
      lowering.flaws.push({ code: "rego.compile", at, what: `the argument \`${name}\` is never used`, todo: "write `_` in its place" });
  return lowered;
}

function lowerBranch(lowering: Lowering, rule: Rule, isFirst = true): CoreRule {
  const { head, at } = rule;
  const scope = new Scope(undefined, declaredIn(rule.body));
  for (const name of head.args?.flatMap(variablesIn) ?? []) scope.declare(name, fresh(lowering, name));
  const into: CoreStatement[] = [];
  const place = { lowering, scope, into };
  const args = head.args?.map((arg) => lowerTerm(place, arg));
  const expected = expectArguments(place, head.args ?? []);
  for (const statement of rule.body) lowerStatement(place, statement);
  const path = head.path.map((step) => plain(place, lowerTerm(place, step)));
  const value = head.member ?? head.value;
  const lowered = value === undefined ? constant(true, head.at) : evaluated(place, lowerTerm(place, value));
  complainOfUnused(place);
  noteUnused(lowering.unused ?? new Map(), { scope, expected, isFirst });
  return {
    path: [...lowering.names.package, head.name.name].map((name): CoreTerm => constant(name, head.at)).concat(path),
    args,
    makes: head.member === undefined ? "value" : "set",
    value: lowered,
    body: into,
    isDefault: rule.isDefault,
    otherwise: rule.otherwise && lowerBranch(lowering, rule.otherwise, false),
    source: lowering.source,
    at,
  };
}

/** A name that stands twice among the arguments compares them, and so is used. */
function expectArguments({ scope }: Place, args: readonly Term[]): ReadonlyMap<string, number> {
  const expected = new Map<string, number>();
  const names = args.flatMap((arg) => variablesIn(arg).map((name) => [name, arg.at] as const));
  for (const [name, at] of names) {
    if (isWildcard(name) || names.filter(([other]) => other === name).length > 1) continue;
    expected.set(name, at);
    scope.expectUse(name, { at, isStrict: true, isArgument: true });
  }
  return expected;
}

type Branch = { readonly scope: Scope; readonly expected: ReadonlyMap<string, number>; readonly isFirst: boolean };

function noteUnused(unused: Map<string, number>, { scope, expected, isFirst }: Branch): void {
  const left = new Set([...scope.unused].map(([name]) => name));
  if (isFirst) for (const [name, at] of expected) unused.set(name, at);
  for (const name of expected.keys()) if (!left.has(name)) unused.delete(name);
}

export function lowerQuery(lowering: Lowering, body: Body): CoreBody {
  return lowerClosed({ lowering, scope: new Scope(undefined), into: [] }, body);
}

/** A body that nothing after it speaks of. */
export function lowerClosed(outer: Place, body: Body): CoreStatement[] {
  const lowered = lowerBody(outer, body);
  complainOfUnused(lowered.place);
  return lowered.body;
}

/** A body with a scope of its own; terms that stand before it, as those of a comprehension do, are lowered in the same scope afterwards. */
export function lowerBody(outer: Place, body: Body): { readonly body: CoreStatement[]; readonly place: Place } {
  const place = { lowering: outer.lowering, scope: new Scope(outer.scope, declaredIn(body)), into: [] as CoreStatement[] };
  for (const statement of body) lowerStatement(place, statement);
  return { body: place.into, place };
}

export function expectUse({ scope }: Place, pattern: Term, unused: Unused): void {
  for (const name of variablesIn(pattern)) if (!isWildcard(name)) scope.expectUse(name, unused);
}

/** Said once all is lowered that may use what the scope declares. */
export function complainOfUnused({ lowering, scope }: Place): void {
  for (const [name, { at, isStrict, isArgument }] of scope.unused) {
    if (isArgument === true || (isStrict && lowering.isStrict !== true)) continue;
    lowering.flaws.push({ code: "rego.compile", at, what: `\`${name}\` is declared here and never used` });
  }
}

/** Declares every variable of a pattern and lowers it. */
export function lowerPattern(place: Place, pattern: Term): CoreTerm {
  for (const name of new Set(variablesIn(pattern))) {
    const objection = place.scope.objection(name);
    if (objection !== undefined) place.lowering.flaws.push({ code: "rego.compile", at: pattern.at, what: objection });
    place.scope.declare(name, fresh(place.lowering, name));
  }
  return lowerTerm(place, pattern);
}

/** A constant or variable that equals the term. */
export function plain(place: Place, term: CoreTerm): CoreTerm {
  if (term.is === "constant" || term.is === "variable") return term;
  return bound(place, term);
}

/** What looks something up is worked out by the body, so that `_` in it enumerates. */
export function evaluated(place: Place, term: CoreTerm): CoreTerm {
  return needsEvaluation(term) ? bound(place, term) : term;
}

function needsEvaluation(term: CoreTerm): boolean {
  switch (term.is) {
    case "reference":
    case "comprehension":
      return true;
    case "array":
    case "set":
      return term.items.some(needsEvaluation);
    case "object":
      return term.pairs.flat().some(needsEvaluation);
    default:
      return false;
  }
}

/** A new variable for the term: only variables can be looked into. */
export function bound(place: Place, term: CoreTerm): CoreVariable {
  const name = madeUp(place.lowering, term.at);
  place.into.push({ claim: { is: "unify", left: name, right: term }, negated: false, with: [], at: term.at });
  return name;
}

export function fresh(lowering: Lowering, name: string): string {
  return `${name}#${lowering.next++}`;
}

/** A variable nobody wrote. */
export function madeUp(lowering: Lowering, at: number): CoreVariable {
  return variable(fresh(lowering, ""), at);
}
