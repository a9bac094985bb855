/** Statements to the core. */
import { invariant } from "../../base/assert.ts";
import type { Statement, Term, With } from "../syntax/tree.ts";
import { isConstantText, type CoreClaim, type CoreStatement, type CoreTerm, type CoreWith } from "./reduced.ts";
import { bound, complainOfUnused, expectUse, fresh, lowerClosed, lowerPattern, madeUp, plain, type Place } from "./lower.ts";
import { lowerApplication, lowerTerm, metadataOf, operatorOf } from "./lower-term.ts";
import { arityOf, pathKey } from "./names.ts";
import { Scope } from "./scope.ts";

export function lowerStatement(place: Place, statement: Statement): void {
  const modifiers = statement.with.map((one) => lowerWith(place, one));
  const into: CoreStatement[] = [];
  const claim = lowerClaim({ ...place, into }, statement);
  for (const made of into) place.into.push(modifiers.length === 0 ? made : { ...made, with: modifiers });
  if (claim !== undefined) place.into.push({ claim, negated: statement.negated, with: modifiers, at: statement.at });
}

/** What the statement claims; `undefined` if it only declares names. */
function lowerClaim(place: Place, { claim, at }: Statement): CoreClaim | undefined {
  switch (claim.is) {
    case "term":
      return lowerTermClaim(place, claim.term);
    case "unify":
      return { is: "unify", left: lowerTerm(place, claim.left), right: lowerTerm(place, claim.right) };
    case "assign": {
      const right = lowerTerm(place, claim.right);
      const left = lowerAssigned(place, claim.left);
      expectUse(place, claim.left, { at: claim.left.at, isStrict: true });
      return { is: "unify", left, right };
    }
    case "declare":
      for (const name of claim.names) {
        lowerPattern(place, name);
        expectUse(place, name, { at: name.at, isStrict: false });
      }
      return undefined;
    case "some-in":
      return lowerSomeIn(place, claim);
    case "every":
      return lowerEvery(place, claim, at);
    case "not":
      return { is: "not", body: lowerClosed(place, claim.body) };
    case "and":
    case "or":
      return { is: claim.is, left: lowerClosed(place, claim.left), right: lowerClosed(place, claim.right) };
  }
}

function lowerTermClaim(place: Place, term: Term): CoreClaim {
  if (term.is !== "call") return { is: "term", term: lowerTerm(place, term) };
  const metadata = metadataOf(place, term);
  if (metadata !== undefined) return { is: "term", term: metadata };
  const call = lowerApplication(place, term);
  const isPrint = call.operator.is === "builtin" && call.operator.name === "print";
  return isPrint ? { is: "term", term: { is: "constant", value: true, at: term.at } } : call;
}

function lowerAssigned(place: Place, left: Term): CoreTerm {
  if (left.is === "variable" || left.is === "array" || left.is === "object") return lowerPattern(place, left);
  place.lowering.flaws.push({
    code: "rego.compile",
    at: left.at,
    what: "only variables, and arrays and objects of them, can be assigned with `:=`",
  });
  return lowerTerm(place, left);
}

/** `some key, value in domain` is `value = domain[key]` with new variables, which the domain sees too. */
function lowerSomeIn(place: Place, claim: Extract<Statement["claim"], { is: "some-in" }>): CoreClaim {
  const [key, value] = lowerMember(place, claim);
  const domain = lowerTerm(place, claim.domain);
  const at = domain.at;
  if (domain.is === "reference") return { is: "unify", left: value, right: { ...domain, path: [...domain.path, key] } };
  const head = domain.is === "variable" ? domain : bound(place, domain);
  return { is: "unify", left: value, right: { is: "reference", head: head.name, path: [key], at } };
}

/** Key and value are one pattern: `some x, x in xs` asks for members that are their own key. */
function lowerMember(place: Place, { key, value }: Extract<Statement["claim"], { is: "some-in" }>): readonly [CoreTerm, CoreTerm] {
  if (key === undefined) return [madeUp(place.lowering, value.at), lowerPattern(place, value)];
  const pair = lowerPattern(place, { is: "array", items: [key, value], at: value.at });
  const [one, other] = pair.is === "array" ? pair.items : [];
  invariant(one !== undefined && other !== undefined, "a pair stays a pair");
  return [one, other];
}

function lowerEvery(place: Place, claim: Extract<Statement["claim"], { is: "every" }>, at: number): CoreClaim {
  const domain = bound(place, lowerTerm(place, claim.domain));
  const names = [claim.key?.name, claim.value.name].filter((name) => name !== undefined);
  const scope = new Scope(place.scope, names);
  for (const name of names) scope.declare(name, fresh(place.lowering, name));
  const inner = { ...place, scope };
  const key = claim.key === undefined ? madeUp(place.lowering, at) : lowerTerm(inner, claim.key);
  const value = lowerTerm(inner, claim.value);
  for (const one of [claim.key, claim.value]) if (one !== undefined) expectUse(inner, one, { at: one.at, isStrict: false });
  const body = lowerClosed(inner, claim.body);
  complainOfUnused(inner);
  return { is: "every", key, value, domain, body };
}

function lowerWith(place: Place, written: With): CoreWith {
  const target = lowerTarget(place, written.target);
  return { target, value: lowerReplacement(place, written.value, target), at: written.at };
}

function lowerTarget(place: Place, target: Term): CoreWith["target"] {
  if (target.is === "reference" || target.is === "variable") {
    const operator = operatorOf(place, target);
    if (arityOf(place.lowering.names, operator) !== undefined) return { is: "function", operator };
  }
  const term = lowerTerm(place, target);
  const path = term.is === "reference" ? term.path.map((step) => (step.is === "constant" ? step.value : undefined)) : [];
  const isDocument =
    term.is === "reference" && (term.head === "data" || term.head === "input") && path.every((step) => typeof step === "string");
  if (!isDocument)
    place.lowering.flaws.push({
      code: "rego.compile",
      at: target.at,
      what: "`with` replaces `input`, `data`, a path of names below one of them, or a function",
    });
  return { is: "document", root: term.is === "reference" && term.head === "data" ? "data" : "input", path: path as string[] };
}

/** As in OPA, a rule that stands for a function is worked out when that is called, with all that is replaced there; any other value before. */
function lowerReplacement(place: Place, value: Term, target: CoreWith["target"]): CoreWith["value"] {
  if (value.is === "variable" || (value.is === "reference" && value.head.is === "variable")) {
    const operator = operatorOf(place, value);
    if (arityOf(place.lowering.names, operator) !== undefined) return { is: "function", operator };
  }
  const term = lowerTerm(place, value);
  return { is: "term", term: target.is === "function" && isRule(place, term) ? term : plain(place, term) };
}

function isRule({ lowering }: Place, term: CoreTerm): boolean {
  if (term.is !== "reference" || term.head !== "data" || !term.path.every(isConstantText)) return false;
  return lowering.names.values.has(pathKey(term.path.map((step) => (step as { readonly value: string }).value)));
}
