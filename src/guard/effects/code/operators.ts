/** Operators on what is known. */
import { bytes, itemsOf, joined, madeFrom, number, numberOf, text, textOf, truth, truthOf, valueOf, type Datum } from "./datum.ts";
import { bounds } from "./bounds.ts";
import { list, type Run } from "./run.ts";

export function binary(run: Run, operator: string, [left, right]: readonly [Datum, Datum]): Datum {
  const own = run.dialect.binary(operator, left, right);
  if (own !== undefined) return own;
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one !== undefined && other !== undefined) return arithmetic(operator, one, other) ?? madeFrom([left, right]);
  if (operator === "==" || operator === "===") return compared(left, right) ?? madeFrom([left, right]);
  if (operator === "!=" || operator === "!==") return negated(compared(left, right)) ?? madeFrom([left, right]);
  if (operator === "+") return sum(run, left, right);
  if (operator === "*") return repeated(run, left, right);
  if (operator === "in") return contained(left, right) ?? madeFrom([left, right]);
  return madeFrom([left, right]);
}

export function concatenated(left: Datum, right: Datum): Datum {
  const isBytes = left.kind === "text" && left.bytes === true;
  return { kind: "text", value: joined([valueOf(left), valueOf(right)]), ...(isBytes ? { bytes: true } : {}) };
}

function sum(run: Run, left: Datum, right: Datum): Datum {
  if (left.kind === "list" && right.kind === "list") return list(run, [...left.items, ...right.items], left.whole && right.whole);
  return left.kind === "text" || right.kind === "text" ? concatenated(left, right) : madeFrom([left, right]);
}

function repeated(run: Run, left: Datum, right: Datum): Datum {
  const times = numberOf(right) ?? numberOf(left);
  const what = numberOf(right) === undefined ? right : left;
  const items = itemsOf(what);
  const content = what.kind === "text" ? textOf(what) : undefined;
  const length = (items?.length ?? content?.length ?? 0) * (times ?? 0);
  if (times === undefined || !Number.isInteger(times) || length > bounds.members) return madeFrom([left, right]);
  if (items !== undefined) return list(run, Array.from({ length: Math.max(0, times) }, () => items).flat());
  if (content === undefined || what.kind !== "text") return madeFrom([left, right]);
  return what.bytes === true ? bytes(content.repeat(Math.max(0, times))) : text(content.repeat(Math.max(0, times)));
}

function arithmetic(operator: string, one: number, other: number): Datum | undefined {
  const results: Readonly<Record<string, () => number | boolean>> = {
    "+": () => one + other,
    "-": () => one - other,
    "*": () => one * other,
    "/": () => one / other,
    "//": () => Math.floor(one / other),
    "%": () => one % other,
    "**": () => one ** other,
    "^": () => one ^ other,
    "&": () => one & other,
    "|": () => one | other,
    "<<": () => one << other,
    ">>": () => one >> other,
    "==": () => one === other,
    "===": () => one === other,
    "!=": () => one !== other,
    "!==": () => one !== other,
    "<": () => one < other,
    ">": () => one > other,
    "<=": () => one <= other,
    ">=": () => one >= other,
  };
  const result = Object.hasOwn(results, operator) ? results[operator]?.() : undefined;
  if (result === undefined) return undefined;
  return typeof result === "number" ? number(result) : truth(result);
}

function compared(left: Datum, right: Datum): Datum | undefined {
  if (left.kind === "nothing" && right.kind === "nothing") return truth(true);
  const [one, other] = [textOf(left), textOf(right)];
  return one === undefined || other === undefined || left.kind !== "text" || right.kind !== "text" ? undefined : truth(one === other);
}

function negated(datum: Datum | undefined): Datum | undefined {
  return datum?.kind === "truth" ? truth(!datum.truth) : undefined;
}

function contained(left: Datum, right: Datum): Datum | undefined {
  const one = textOf(left);
  if (one === undefined) return undefined;
  const content = right.kind === "text" ? textOf(right) : undefined;
  if (content !== undefined) return truth(content.includes(one));
  if (right.kind === "table" && right.whole) return truth(right.entries.has(one));
  const items = itemsOf(right)?.map(textOf);
  return items === undefined || items.includes(undefined) ? undefined : truth(items.includes(one));
}

export function unary(run: Run, operator: string, operand: Datum): Datum {
  const own = run.dialect.unary?.(operator, operand);
  if (own !== undefined) return own;
  const [value, holds] = [numberOf(operand), truthOf(operand)];
  if (operator === "!" && holds !== undefined) return truth(!holds);
  if (value === undefined) return madeFrom([operand]);
  if (operator === "-") return number(-value);
  if (operator === "+") return number(value);
  return operator === "~" ? number(~value) : madeFrom([operand]);
}

/** In a base that there is; otherwise not a number. */
export function parsedInt(content: string, base = 10): number {
  if (base !== 16 && base !== 8 && base !== 2 && base !== 10) return Number.NaN;
  const digits = new RegExp(`^\\s*[+-]?[${"0123456789abcdef".slice(0, base)}]+`, "i").exec(content)?.[0];
  if (digits === undefined) return Number.NaN;
  const sign = digits.includes("-") ? -1 : 1;
  return (
    sign *
    Array.from(digits.replace(/[\s+-]/g, "")).reduce((value, digit) => value * base + "0123456789abcdef".indexOf(digit.toLowerCase()), 0)
  );
}
