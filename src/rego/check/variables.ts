/** Which variables a term or statement of the core mentions, and which of them evaluating it gives a value. */
import type { CoreBody, CoreReference, CoreStatement, CoreTerm } from "./reduced.ts";

/** `outer` for what stands in the statement itself, `inner` for what stands in bodies nested in it. */
export type Mentions = { readonly outer: ReadonlySet<string>; readonly inner: ReadonlySet<string> };

export function mentionsOf(statement: CoreStatement): Mentions {
  const outer = new Set<string>();
  const inner = new Set<string>();
  visitStatement(statement, { outer, inner });
  return { outer, inner };
}

export function variablesOfTerm(term: CoreTerm): Set<string> {
  const outer = new Set<string>();
  visitTerm(term, { outer, inner: new Set() });
  return outer;
}

type Collected = { readonly outer: Set<string>; readonly inner: Set<string> };

function visitStatement({ claim, with: modifiers }: CoreStatement, found: Collected): void {
  for (const { value } of modifiers) if (value.is === "term") visitTerm(value.term, found);
  switch (claim.is) {
    case "term":
      return visitTerm(claim.term, found);
    case "unify":
      return visitTerms([claim.left, claim.right], found);
    case "call":
      return visitTerms(claim.result === undefined ? claim.args : [...claim.args, claim.result], found);
    case "every":
      visitTerm(claim.domain, found);
      visitTerms([claim.key, claim.value], allInner(found));
      return visitBody(claim.body, allInner(found));
    case "not":
      return visitBody(claim.body, allInner(found));
    case "and":
    case "or":
      visitBody(claim.left, allInner(found));
      return visitBody(claim.right, allInner(found));
  }
}

function visitBody(body: CoreBody, found: Collected): void {
  for (const statement of body) visitStatement(statement, found);
}

function visitTerms(terms: readonly CoreTerm[], found: Collected): void {
  for (const term of terms) visitTerm(term, found);
}

function visitTerm(term: CoreTerm, found: Collected): void {
  switch (term.is) {
    case "constant":
      return;
    case "variable":
      found.outer.add(term.name);
      return;
    case "reference":
      if (!isDocument(term)) found.outer.add(term.head);
      return visitTerms(term.path, found);
    case "array":
    case "set":
      return visitTerms(term.items, found);
    case "object":
      return visitTerms(term.pairs.flat(), found);
    case "comprehension":
      visitTerms(term.key === undefined ? [term.value] : [term.key, term.value], allInner(found));
      return visitBody(term.body, allInner(found));
  }
}

function allInner(found: Collected): Collected {
  return { outer: found.inner, inner: found.inner };
}

export function isDocument(reference: CoreReference): boolean {
  return reference.head === "data" || reference.head === "input";
}

/** The variables that the brackets of references enumerate, where the reference starts from something known. */
export function enumeratedBy(term: CoreTerm, safe: ReadonlySet<string>, into: Set<string>): void {
  switch (term.is) {
    case "reference":
      if (!isDocument(term) && !safe.has(term.head)) return;
      for (const step of term.path) {
        addEnumerated(step, into);
        enumeratedBy(step, safe, into);
      }
      return;
    case "array":
    case "set":
      for (const item of term.items) enumeratedBy(item, safe, into);
      return;
    case "object":
      for (const side of term.pairs.flat()) enumeratedBy(side, safe, into);
      return;
    default:
      return;
  }
}

/** Of what stands in brackets. A reference in them starts from its variable, and so needs it. */
function addEnumerated(step: CoreTerm, into: Set<string>): void {
  switch (step.is) {
    case "variable":
      into.add(step.name);
      return;
    case "array":
    case "set":
      for (const item of step.items) addEnumerated(item, into);
      return;
    case "object":
      for (const side of step.pairs.flat()) addEnumerated(side, into);
      return;
    default:
      return;
  }
}

/** The variables a statement of a query gives values to, those of nested bodies not counted. */
export function variablesIn(statement: CoreStatement): string[] {
  return [...mentionsOf(statement).outer];
}
