/** Puts the statements of each body into an order in which every variable has a value before it is needed, and complains where there is none. */
import type { Flaw } from "../syntax/source.ts";
import {
  isWildcard,
  writtenName,
  type CoreBody,
  type CoreClaim,
  type CoreComprehension,
  type CoreRule,
  type CoreStatement,
  type CoreTerm,
} from "./reduced.ts";
import { outputsOf } from "./outputs.ts";
import { mentionsOf, variablesOfTerm, type Mentions } from "./variables.ts";

export function orderRule(rule: CoreRule, flaws: Flaw[]): CoreRule {
  const args = new Set((rule.args ?? []).flatMap((arg) => [...variablesOfTerm(arg)]));
  const body = orderBody(rule.body, args, flaws);
  const safe = new Set([...args, ...variablesOfBody(body)]);
  for (const term of [...rule.path, rule.value]) requireSafe(term, safe, flaws);
  return {
    ...rule,
    path: rule.path.map((term) => orderTerm(term, safe, flaws)),
    value: orderTerm(rule.value, safe, flaws),
    body,
    otherwise: rule.otherwise && orderRule(rule.otherwise, flaws),
  };
}

export function orderBody(body: CoreBody, outer: ReadonlySet<string>, flaws: Flaw[]): CoreBody {
  const mentions = new Map(body.map((statement) => [statement, mentionsOf(statement)]));
  const ordered = reorder(mentions, outer, flaws);
  const safe = new Set(outer);
  return ordered.map((statement) => {
    // As in OPA, what a statement itself gives a value to is not known yet to the bodies nested in it.
    const result = orderNested(statement, safe, flaws);
    for (const name of mentions.get(statement)?.outer ?? []) safe.add(name);
    return result;
  });
}

type AllMentions = ReadonlyMap<CoreStatement, Mentions>;

/** `own` are the variables of this body that no body around it has given a value. */
type Placing = { readonly safe: Set<string>; readonly own: ReadonlySet<string> };

/** Whether a statement can stand here; if it can, what it outputs is safe from now on. */
function place(statement: CoreStatement, { outer, inner }: Mentions, { safe, own }: Placing): boolean {
  const outputs = outputsOf(statement, safe);
  const closedOver = [...inner].filter((name) => own.has(name));
  // As in OPA: what outputs just the variables that its nested bodies need waits for somebody else to give them a value.
  if (closedOver.length > 0 && closedOver.length === outputs.size && closedOver.every((name) => outputs.has(name))) return false;
  for (const name of [...outer, ...closedOver]) if (!safe.has(name) && !outputs.has(name)) return false;
  for (const name of outputs) safe.add(name);
  return true;
}

function reorder(mentions: AllMentions, outer: ReadonlySet<string>, flaws: Flaw[]): CoreBody {
  const placing = { safe: new Set(outer), own: namesOfBody(mentions, outer) };
  const ordered: CoreStatement[] = [];
  let rest: CoreBody = [...mentions.keys()];
  for (let before = -1; rest.length > 0 && ordered.length !== before;) {
    before = ordered.length;
    const waiting: CoreStatement[] = [];
    for (const statement of rest) (place(statement, mentions.get(statement) as Mentions, placing) ? ordered : waiting).push(statement);
    rest = waiting;
  }
  for (const statement of rest) flaws.push(complaintOf(statement, mentions.get(statement) as Mentions, placing));
  return [...ordered, ...rest];
}

function complaintOf(statement: CoreStatement, { outer, inner }: Mentions, { safe, own }: Placing): Flaw {
  const outputs = outputsOf(statement, safe);
  const missing = [...[...outer].filter((name) => !outputs.has(name)), ...[...inner].filter((name) => own.has(name))].filter(
    (name) => !safe.has(name),
  );
  const written = missing.find((name) => !isMadeUp(name)) ?? missing[0] ?? "";
  return unsafe(written, statement.at);
}

function unsafe(name: string, at: number): Flaw {
  const shown = isWildcard(name) ? "`_`" : isMadeUp(name) ? "a part of this expression" : `\`${writtenName(name)}\``;
  return { code: "rego.unsafe", at, what: `${shown} has no value here: nothing before or after gives it one` };
}

function isMadeUp(name: string): boolean {
  return writtenName(name) === "";
}

function requireSafe(term: CoreTerm, safe: ReadonlySet<string>, flaws: Flaw[]): void {
  for (const name of variablesOfTerm(term)) if (!safe.has(name)) flaws.push(unsafe(name, term.at));
}

function namesOfBody(mentions: AllMentions, around: ReadonlySet<string>): Set<string> {
  return new Set([...mentions.values()].flatMap(({ outer }) => [...outer].filter((name) => !around.has(name))));
}

function variablesOfBody(body: CoreBody): string[] {
  return body.flatMap((statement) => [...mentionsOf(statement).outer]);
}

/** The bodies inside a statement, with all that is safe around it. */
function orderNested(statement: CoreStatement, safe: ReadonlySet<string>, flaws: Flaw[]): CoreStatement {
  return { ...statement, claim: orderClaim(statement.claim, safe, flaws) };
}

function orderClaim(claim: CoreClaim, safe: ReadonlySet<string>, flaws: Flaw[]): CoreClaim {
  switch (claim.is) {
    case "term":
      return { ...claim, term: orderTerm(claim.term, safe, flaws) };
    case "unify":
      return { ...claim, left: orderTerm(claim.left, safe, flaws), right: orderTerm(claim.right, safe, flaws) };
    case "call":
      return { ...claim, args: claim.args.map((arg) => orderTerm(arg, safe, flaws)) };
    case "every": {
      const inside = new Set([...safe, ...variablesOfTerm(claim.key), ...variablesOfTerm(claim.value)]);
      return { ...claim, body: orderBody(claim.body, inside, flaws) };
    }
    case "not":
      return { ...claim, body: orderBody(claim.body, safe, flaws) };
    case "and":
    case "or":
      return { ...claim, left: orderBody(claim.left, safe, flaws), right: orderBody(claim.right, safe, flaws) };
  }
}

function orderTerm(term: CoreTerm, safe: ReadonlySet<string>, flaws: Flaw[]): CoreTerm {
  switch (term.is) {
    case "reference":
      return { ...term, path: term.path.map((step) => orderTerm(step, safe, flaws)) };
    case "array":
    case "set":
      return { ...term, items: term.items.map((item) => orderTerm(item, safe, flaws)) };
    case "object":
      return { ...term, pairs: term.pairs.map(([key, value]) => [orderTerm(key, safe, flaws), orderTerm(value, safe, flaws)]) };
    case "comprehension":
      return orderComprehension(term, safe, flaws);
    default:
      return term;
  }
}

function orderComprehension(term: Extract<CoreTerm, { is: "comprehension" }>, safe: ReadonlySet<string>, flaws: Flaw[]): CoreTerm {
  if (term.isShown === true) requireValuesOutside(term, safe, flaws);
  const body = orderBody(term.body, safe, flaws);
  const inside = new Set([...safe, ...variablesOfBody(body)]);
  const shown = term.key === undefined ? [term.value] : [term.key, term.value];
  for (const one of shown) requireSafe(one, inside, flaws);
  const [value, key] = [orderTerm(term.value, inside, flaws), term.key && orderTerm(term.key, inside, flaws)];
  return { ...term, value, key, body };
}

/** An interpolated string goes through nothing: `_`, and variables that nobody else gives a value, are mistakes there. */
function requireValuesOutside({ body }: CoreComprehension, safe: ReadonlySet<string>, flaws: Flaw[]): void {
  for (const statement of body)
    for (const name of mentionsOf(statement).outer) {
      if (safe.has(name) || (isMadeUp(name) && !isWildcard(name))) continue;
      const shown = isWildcard(name) ? "_" : writtenName(name);
      flaws.push({
        code: "rego.compile",
        at: statement.at,
        what: `\`${shown}\` has no value outside of this string, which shows one value and no others`,
      });
    }
}
