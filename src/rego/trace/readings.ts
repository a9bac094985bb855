/** What the terms of a statement were worth when it failed. */
import {
  isWildcard,
  writtenName,
  type CoreBody,
  type CoreClaim,
  type CoreRule,
  type CoreStatement,
  type CoreTerm,
} from "../check/reduced.ts";
import { lookUp } from "../run/documents.ts";
import type { Value } from "../values/value.ts";
import { coreText, type Meanings } from "./core-text.ts";
import type { Known } from "./tally.ts";

/** Without a value, the term was undefined. */
export type Reading = { readonly text: string; readonly value: Value | undefined };

export function readingsOf({ claim }: CoreStatement, known: Known, meanings: Meanings): Reading[] {
  const readings = new Map<string, Reading>();
  for (const term of termsOf(claim)) {
    if (term.is === "constant" || !isReadable(term, known)) continue;
    const text = coreText(term, meanings);
    if (text !== "_" && text !== "") readings.set(text, { text, value: valueIn(term, known) });
  }
  return [...readings.values()];
}

function termsOf(claim: CoreClaim): readonly CoreTerm[] {
  switch (claim.is) {
    case "term":
      return [claim.term];
    case "unify":
      return [claim.left, claim.right];
    case "call":
      return claim.result === undefined ? claim.args : [...claim.args, claim.result];
    case "every":
      return [claim.domain];
    default:
      return [];
  }
}

/** Whether everything that the term is made of has a value, or it can be seen that it has none. Rules are not asked again. */
function isReadable(term: CoreTerm, known: Known): boolean {
  switch (term.is) {
    case "constant":
      return true;
    case "variable":
      return known.has(term.name);
    case "reference":
      return (
        (term.head === "input" || (term.head !== "data" && known.has(term.head))) && term.path.every((step) => isReadable(step, known))
      );
    default:
      return false;
  }
}

function valueIn(term: CoreTerm, known: Known): Value | undefined {
  if (term.is === "constant") return term.value;
  if (term.is === "variable") return known.get(term.name);
  if (term.is !== "reference") return undefined;
  let value = known.get(term.head);
  for (const step of term.path) {
    const key = valueIn(step, known);
    value = value === undefined || key === undefined ? undefined : lookUp(value, key);
  }
  return value;
}

/** What the variables nobody wrote stand for, in a rule and in all bodies inside it. */
export function meaningsIn(rule: CoreRule): Meanings {
  const meanings = new Map<string, CoreClaim>();
  collect(rule.body, meanings);
  return meanings;
}

function collect(body: CoreBody, into: Map<string, CoreClaim>): void {
  for (const statement of body) {
    const { claim } = statement;
    const name = claim.is === "call" ? claim.result : claim.is === "unify" ? claim.left : undefined;
    if (name?.is === "variable" && writtenName(name.name) === "") into.set(name.name, claim);
    for (const inner of bodiesIn(statement)) collect(inner, into);
  }
}

/** The bodies inside a statement, in the order in which they are worked out. */
export function bodiesIn({ claim }: CoreStatement): readonly CoreBody[] {
  if (claim.is === "every") return [...bodiesOfTerm(claim.domain), claim.body];
  if (claim.is === "not") return [claim.body];
  if (claim.is === "and" || claim.is === "or") return [claim.left, claim.right];
  return termsOf(claim).flatMap(bodiesOfTerm);
}

function bodiesOfTerm(term: CoreTerm): readonly CoreBody[] {
  switch (term.is) {
    case "comprehension":
      return [term.body, ...(term.key === undefined ? [] : bodiesOfTerm(term.key)), ...bodiesOfTerm(term.value)];
    case "array":
    case "set":
      return term.items.flatMap(bodiesOfTerm);
    case "object":
      return term.pairs.flat().flatMap(bodiesOfTerm);
    case "reference":
      return term.path.flatMap(bodiesOfTerm);
    default:
      return [];
  }
}

/** The variables a person wrote, with their values. */
export function bindingsIn(known: Known): readonly (readonly [name: string, value: Value])[] {
  return [...known].flatMap(([name, value]) => {
    const written = writtenName(name);
    return written === "" || written === "input" || written === "data" || isWildcard(name) || name.includes(" ")
      ? []
      : [[written, value] as const];
  });
}
