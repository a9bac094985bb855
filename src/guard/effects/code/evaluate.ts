/** Evaluates expressions as far as they are known, and notes what their calls would do. */
import { bounds } from "./bounds.ts";
import { callDatum } from "./calls.ts";
import {
  bytes,
  eitherOf,
  itemsOf,
  joined,
  known,
  madeFrom,
  nothing,
  number,
  text,
  truth,
  truthOf,
  unknown,
  valueOf,
  type Datum,
} from "./datum.ts";
import { assign } from "./assign.ts";
import { indexed, memberOf, sliced } from "./members.ts";
import { binary, unary } from "./operators.ts";
import { doubt, list, mayStep, table, uncertainly, type Run } from "./run.ts";
import { classFrom } from "./classes.ts";
import { findName, innerScope, type Scope } from "./scope.ts";
import type { Argument, Entry, Expression, Round } from "./syntax.ts";
import { eachItem } from "./rounds.ts";

export function evaluate(run: Run, scope: Scope, expression: Expression): Datum {
  if (!mayStep(run, expression.line)) return unknown("…");
  if (run.inside >= bounds.expressionDepth) {
    doubt(run, { line: expression.line, what: "code inside code", bound: true });
    return unknown("…");
  }
  run.inside += 1;
  const datum = simple(run, scope, expression);
  run.inside -= 1;
  return datum;
}

function simple(run: Run, scope: Scope, expression: Expression): Datum {
  switch (expression.kind) {
    case "constant":
      return constant(expression);
    case "text": {
      const pieces = expression.pieces.map((piece) => valueOf(evaluate(run, scope, piece)));
      mayStep(run, expression.line, pieces.length);
      return { kind: "text", value: joined(pieces), ...(expression.bytes === true ? { bytes: true } : {}) };
    }
    case "name":
      return named(run, scope, expression.name);
    case "library":
      return known(run.dialect.nameOf(expression.name));
    case "member":
      return memberOf(run, evaluate(run, scope, expression.of), expression.name);
    case "index":
      return indexed(run, evaluate(run, scope, expression.of), { at: evaluate(run, scope, expression.at), line: expression.line });
    case "slice": {
      const bound = (one: Expression | undefined): Datum | undefined => (one === undefined ? undefined : evaluate(run, scope, one));
      return sliced(run, evaluate(run, scope, expression.of), [bound(expression.from), bound(expression.to), bound(expression.step)]);
    }
    case "call": {
      const callee = evaluate(run, scope, expression.callee);
      const given = callDatum(run, callee, { ...argumentsOf(run, scope, expression.args), line: expression.line });
      takeBack(run, scope, { callee, args: expression.args });
      return given;
    }
    default:
      return compound(run, scope, expression);
  }
}

type Handed = { readonly callee: Datum; readonly args: readonly Argument[] };

/** What was handed over to be changed holds something that nobody knows. */
function takeBack(run: Run, scope: Scope, { callee, args }: Handed): void {
  if (callee.kind !== "function") return;
  callee.parameters.forEach(({ shares }, at) => {
    const value = args[at]?.value;
    if (shares === true && value?.kind === "name")
      assign(run, scope, { target: value, datum: unknown("what a function left"), declares: undefined });
  });
}

type Compound = Exclude<Expression, { kind: "constant" | "text" | "name" | "library" | "member" | "index" | "slice" | "call" }>;

function compound(run: Run, scope: Scope, expression: Compound): Datum {
  switch (expression.kind) {
    case "list": {
      const { args, whole } = argumentsOf(run, scope, expression.items);
      return list(run, args, whole);
    }
    case "table":
      return tableFrom(run, scope, expression.entries);
    case "binary":
      return binaryOf(run, scope, expression);
    case "unary":
      return unary(run, expression.operator, evaluate(run, scope, expression.operand));
    case "choice":
      return choice(run, scope, expression);
    case "function":
      return { kind: "function", parameters: expression.parameters, body: expression.body, scope };
    case "class":
      return classFrom(run, scope, expression);
    case "assign":
      return assignment(run, scope, expression);
    case "each":
      return listBy(run, scope, expression);
    case "parts":
      return madeFrom(expression.parts.map((part) => evaluate(run, scope, part)));
    case "unread":
      doubt(run, { line: expression.line, what: expression.what, bound: expression.bound });
      return unknown("…");
  }
}

function constant({ value, bytes: isBytes }: Extract<Expression, { kind: "constant" }>): Datum {
  if (typeof value === "string") return isBytes === true ? bytes(value) : text(value);
  if (typeof value === "number") return number(value);
  return typeof value === "boolean" ? truth(value) : nothing;
}

function named(run: Run, scope: Scope, name: string): Datum {
  const found = findName(scope, name) ?? run.dialect.unset(run, name);
  if (found !== undefined) return found;
  const star = run.stars.find((library) => run.dialect.apis.has(`${library}.${name}`));
  const full = run.dialect.nameOf(star === undefined ? name : `${star}.${name}`);
  return run.dialect.properties.get(full)?.(run, nothing) ?? known(full);
}

type Arguments = { readonly args: readonly Datum[]; readonly named: ReadonlyMap<string, Datum>; readonly whole: boolean };

/** `whole` is false where nobody knows how many there are. */
function argumentsOf(run: Run, scope: Scope, all: readonly Argument[]): Arguments {
  const args: Datum[] = [];
  const names = new Map<string, Datum>();
  let whole = true;
  for (const { value, name, spread } of all) {
    const datum = evaluate(run, scope, value);
    if (name !== undefined) names.set(name, datum);
    else if (spread !== true) args.push(datum);
    else if (datum.kind === "table") for (const [key, entry] of datum.entries) names.set(key, entry);
    else {
      args.push(...(itemsOf(datum) ?? [madeFrom([datum])]));
      whole &&= itemsOf(datum) !== undefined;
    }
    if (args.length > bounds.members) return { args: args.slice(0, bounds.members), named: names, whole: false };
  }
  return { args, named: names, whole };
}

function tableFrom(run: Run, scope: Scope, entries: readonly Entry[]): Datum {
  const made = table(run);
  for (const { key, value } of entries) {
    const datum = evaluate(run, scope, value);
    if (key === undefined) {
      if (datum.kind === "table") for (const [name, entry] of datum.entries) made.entries.set(name, entry);
      made.whole &&= datum.kind === "table" && datum.whole;
      continue;
    }
    const name = valueOf(evaluate(run, scope, key));
    if (name.known) made.entries.set(name.text, datum);
    else {
      made.whole = false;
      made.entries.set(`${name.text} (${made.entries.size})`, datum);
    }
  }
  return made;
}

/** `and`, `or` and their kin look at the right side only where the left one leaves it open. */
function binaryOf(run: Run, scope: Scope, { operator, left, right, line }: Extract<Expression, { kind: "binary" }>): Datum {
  const first = evaluate(run, scope, left);
  if (!["&&", "||", "??"].includes(operator)) {
    const second = evaluate(run, scope, right);
    mayStep(run, line, costOf(first) + costOf(second));
    return binary(run, operator, [first, second]);
  }
  const decided = operator === "??" ? isThere(first) : truthOf(first);
  if (decided !== undefined)
    return decided === (operator === "&&") || (operator === "??" && !decided) ? evaluate(run, scope, right) : first;
  let second: Datum = nothing;
  uncertainly(run, [() => void (second = evaluate(run, scope, right)), () => {}]);
  return eitherOf([operator === "&&" && !isCallable(first) ? undefined : first, second]);
}

function costOf(datum: Datum): number {
  if (datum.kind === "text") return datum.value.text.length >> 8;
  return datum.kind === "list" ? datum.items.length >> 4 : 0;
}

function isThere(datum: Datum): boolean | undefined {
  if (datum.kind === "nothing") return false;
  return datum.kind === "text" && !datum.value.known ? undefined : true;
}

function isCallable(datum: Datum): boolean {
  return ["known", "function", "class", "method", "either"].includes(datum.kind);
}

function choice(run: Run, scope: Scope, { when, taken, otherwise }: Extract<Expression, { kind: "choice" }>): Datum {
  const decided = truthOf(evaluate(run, scope, when));
  if (decided !== undefined) return evaluate(run, scope, decided ? taken : otherwise);
  const found: Datum[] = [];
  uncertainly(
    run,
    [taken, otherwise].map((branch) => () => void found.push(evaluate(run, scope, branch))),
  );
  return eitherOf(found);
}

function assignment(run: Run, scope: Scope, expression: Extract<Expression, { kind: "assign" }>): Datum {
  const { operator, target, value, line } = expression;
  const { declares } = expression;
  if (operator === undefined) {
    const datum = evaluate(run, scope, value);
    assign(run, scope, { target, datum, declares });
    return datum;
  }
  const combined = binaryOf(run, scope, { kind: "binary", operator, left: target, right: value, line });
  assign(run, scope, { target, datum: combined, declares });
  return combined;
}

function listBy(run: Run, scope: Scope, { item, rounds }: Extract<Expression, { kind: "each" }>): Datum {
  const items: Datum[] = [];
  const inner = innerScope(scope);
  const whole = overRounds(run, { rounds, inner, take: () => void items.push(evaluate(run, inner, item)) });
  return list(run, items, whole);
}

type Making = { readonly rounds: readonly Round[]; readonly inner: Scope; readonly take: () => void };

/** True when every item was there to be taken. */
function overRounds(run: Run, { rounds, inner, take }: Making): boolean {
  const [round, ...rest] = rounds;
  if (round === undefined) {
    take();
    return true;
  }
  let whole = true;
  const over = evaluate(run, inner, round.over);
  whole =
    eachItem(run, over, {
      line: round.over.line,
      body: (item) => {
        assign(run, inner, { target: round.target, datum: item, declares: "here" });
        const met = round.when.map((when) => truthOf(evaluate(run, inner, when)));
        if (met.includes(false)) return;
        if (met.includes(undefined)) whole = false;
        whole = overRounds(run, { rounds: rest, inner, take }) && whole;
      },
    }) && whole;
  return whole;
}
