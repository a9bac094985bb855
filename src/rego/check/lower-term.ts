/** Terms to the core. A call becomes a statement before the one it stands in, and a variable in its place. */
import type { Call, Comprehension, Reference, Statement, Template, Term, Variable } from "../syntax/tree.ts";
import type { Flaw } from "../syntax/source.ts";
import { constant, nameOfOperator, variable, type CoreClaim, type CoreReference, type CoreTerm, type Operator } from "./reduced.ts";
import { lowerStatement } from "./lower-statement.ts";
import { bound, complainOfUnused, evaluated, lowerBody, madeUp, type Place } from "./lower.ts";
import { builtinNames } from "../builtins/builtins.ts";
import { arityOf, pathOfKey } from "./names.ts";
import { suggestion } from "../../base/nearest.ts";
import { Scope } from "./scope.ts";
import { inKeyOrder, inTermOrder } from "./term-order.ts";

export function lowerTerm(place: Place, term: Term): CoreTerm {
  switch (term.is) {
    case "constant":
      return term;
    case "variable":
      return lowerVariable(place, term);
    case "reference":
      return lowerReference(place, term);
    case "array":
    case "set":
      return lowerItems(place, term);
    case "object":
      return {
        is: "object",
        pairs: inKeyOrder(term.pairs).map(([key, value]) => [lowerTerm(place, key), lowerTerm(place, value)]),
        at: term.at,
      };
    case "call":
      return lowerCall(place, term);
    case "comprehension":
      return lowerComprehension(place, term);
    case "template":
      return lowerTemplate(place, term);
  }
}

function lowerItems(place: Place, term: Extract<Term, { is: "array" | "set" }>): CoreTerm {
  const items = term.is === "set" ? inTermOrder(term.items) : term.items;
  return { is: term.is, items: items.map((item) => lowerTerm(place, item)), at: term.at };
}

function lowerVariable(place: Place, { name, at }: Variable): CoreTerm {
  return resolve(place, name, at) ?? variable(name, at);
}

/** What a name means if it is not simply a variable of this rule. */
function resolve(place: Place, name: string, at: number): CoreTerm | undefined {
  const { unique, isLocal } = place.scope.find(name);
  if (unique !== undefined) return variable(unique, at);
  if (isLocal) return undefined;
  if (name === "input" || name === "data") return { is: "reference", head: name, path: [], at };
  const path = place.lowering.names.globals.get(name);
  if (path === undefined) return undefined;
  place.lowering.used?.add(name);
  const [head = "", ...rest] = path;
  return { is: "reference", head, path: rest.map((step) => constant(step, at)), at };
}

function lowerReference(place: Place, term: Reference): CoreReference {
  const head = lowerTerm(place, term.head);
  const path = term.path.map((step) => lowerTerm(place, step));
  if (head.is === "reference") return { ...head, path: [...head.path, ...path], at: term.at };
  if (head.is === "variable") return { is: "reference", head: head.name, path, at: term.at };
  return { is: "reference", head: bound(place, head).name, path, at: term.at };
}

function lowerCall(place: Place, call: Call): CoreTerm {
  const metadata = metadataOf(place, call);
  if (metadata !== undefined) return metadata;
  const claim = lowerApplication(place, call);
  const result = claim.result ?? madeUp(place.lowering, call.at);
  place.into.push({ claim: { ...claim, result }, negated: false, with: [], at: call.at });
  return result;
}

/** What a rule is told of its annotations is known now. */
export function metadataOf({ lowering, scope }: Place, { operator, args, at }: Call): CoreTerm | undefined {
  if (operator.is !== "reference" || operator.head.is !== "variable" || operator.head.name !== "rego" || scope.find("rego").isLocal)
    return undefined;
  const [topic, what] = operator.path.map((step) => (step.is === "constant" ? step.value : undefined));
  if (topic !== "metadata" || (what !== "rule" && what !== "chain") || args.length > 0 || lowering.metadata === undefined) return undefined;
  return constant(lowering.metadata[what](), at);
}

export type Application = Extract<CoreClaim, { is: "call" }>;

/** A call whose result may be written as one more argument. */
export function lowerApplication(place: Place, call: Call): Application {
  const operator = operatorOf(place, call.operator);
  const args = call.args.map((arg) => lowerTerm(place, arg));
  const arity = arityOf(place.lowering.names, operator);
  const isGone = place.lowering.names.dialect === "v1" || place.lowering.isStrict === true;
  if (operator.is === "builtin" && isGone && deprecated.has(operator.name)) {
    place.lowering.flaws.push({ code: "rego.deprecated", at: call.at, what: `\`${operator.name}\` is gone since Rego v1` });
  }
  if (arity === undefined) place.lowering.flaws.push(unknownFunction(place, operator, call.at));
  else if (args.length !== arity && args.length !== arity + 1 && !isVariadic(operator)) {
    place.lowering.flaws.push({
      code: "rego.type",
      at: call.at,
      what: `\`${nameOfOperator(operator)}\` takes ${arity} arguments, not ${args.length}`,
    });
  }
  return {
    is: "call",
    operator,
    args: args.slice(0, arity),
    result: arity === undefined || isVariadic(operator) ? undefined : args[arity],
  };
}

function isVariadic(operator: Operator): boolean {
  return operator.is === "builtin" && operator.name === "print";
}

const casts = ["array", "boolean", "null", "object", "set", "string"].map((kind) => `cast_${kind}`);
const deprecated = new Set(["all", "any", "net.cidr_overlap", "re_match", "set_diff", ...casts]);

function unknownFunction({ lowering }: Place, operator: Operator, at: number): Flaw {
  const name = nameOfOperator(operator);
  const known =
    operator.is === "builtin" ? builtinNames() : [...lowering.names.functions.keys()].map((key) => `data.${pathOfKey(key).join(".")}`);
  return { code: "rego.unknown-function", at, what: `there is no function \`${name}\`${suggestion(name, known)}` };
}

/** A name with dots is a function of some rule if its first word names a document, else a built-in. */
export function operatorOf(place: Place, operator: Variable | Reference): Operator {
  const head = operator.is === "variable" ? operator : operator.head;
  const steps = operator.is === "variable" ? [] : operator.path.map((step) => (step.is === "constant" ? String(step.value) : "?"));
  const found = head.is === "variable" ? resolve(place, head.name, head.at) : undefined;
  if (found?.is !== "reference" || found.head !== "data")
    return { is: "builtin", name: [head.is === "variable" ? head.name : "?", ...steps].join(".") };
  return { is: "rule", path: [...found.path.map((step) => (step.is === "constant" ? String(step.value) : "?")), ...steps] };
}

function lowerComprehension(outer: Place, term: Comprehension): CoreTerm {
  const { body, place } = lowerBody(outer, term.body);
  const key = term.key && evaluated(place, lowerTerm(place, term.key));
  const value = evaluated(place, lowerTerm(place, term.value));
  complainOfUnused(place);
  return { is: "comprehension", makes: term.makes, key, value, body, at: term.at };
}

/** Each shown value is handed over as a set of one, or of none where it is undefined. */
function lowerTemplate(place: Place, { parts, at }: Template): CoreTerm {
  const items = parts.map((part) => (typeof part === "string" ? constant(part, at) : lowerShown(place, part)));
  const result = madeUp(place.lowering, at);
  const operator: Operator = { is: "builtin", name: "internal.template_string" };
  place.into.push({ claim: { is: "call", operator, args: [{ is: "array", items, at }], result }, negated: false, with: [], at });
  return result;
}

function lowerShown(outer: Place, statement: Statement): CoreTerm {
  const { claim, at } = statement;
  if (claim.is === "term" && claim.term.is === "constant" && statement.with.length === 0) return claim.term;
  const value = madeUp(outer.lowering, at);
  const place = { ...outer, scope: new Scope(outer.scope), into: [] };
  place.scope.declare("", value.name);
  lowerStatement(place, {
    ...statement,
    claim: { is: "unify", left: { is: "variable", name: "", at }, right: (claim as { term: Term }).term },
  });
  return { is: "comprehension", makes: "set", key: undefined, value, body: place.into, isShown: true, at };
}
