/** Arithmetic: what `$((…))` comes to, as far as its numbers are known, and what it sets on the way. */
import { type ArithmeticExpression, parse, type Script, type WordPart } from "unbash";
import { limits } from "../limits.ts";
import { type Flow, literal, someNumber, type Value } from "./value.ts";

/** What a number may ask. */
export type Numbers = {
  readonly variable: (name: string) => Value | undefined;
  readonly assign: (name: string, value: Value) => void;
  readonly substitute: (script: Script | undefined) => Flow;
  /** The text of a word inside arithmetic that is made of expansions. */
  readonly written: (parts: readonly WordPart[]) => Value;
};

type Known = bigint | undefined;

export function arithmetic(expression: ArithmeticExpression | undefined, numbers: Numbers, depth = 0): Known {
  if (expression === undefined || depth > limits.arithmeticDepth) return undefined;
  const inner = (part: ArithmeticExpression): Known => arithmetic(part, numbers, depth);
  switch (expression.type) {
    case "ArithmeticGroup":
      return inner(expression.expression);
    case "ArithmeticCommandExpansion":
      return flowNumber(numbers.substitute(expression.script), numbers, depth);
    case "ArithmeticWord":
      return wordNumber(expression, numbers, depth);
    case "ArithmeticTernary":
      return chosen(expression, numbers, depth);
    case "ArithmeticUnary":
      return unary(expression, numbers, depth);
    case "ArithmeticBinary":
      return binary(expression, numbers, depth);
  }
}

/** The number that a text stands for where the shell wants one: what a variable holds is worked out as well, and runs what stands in it. */
export function textNumber(value: Value | undefined, numbers: Numbers, depth = 0): Known {
  if (value === undefined || !value.known) return undefined;
  const text = value.text.trim();
  if (text === "") return 0n;
  if (/^[+-]?\d+$/.test(text) && !/^[+-]?0\d/.test(text)) return wrapped(BigInt(text));
  if (text.length > longestNumber) return undefined;
  const command = parse(`((${text}))`).commands[0]?.command;
  return command?.type === "ArithmeticCommand" ? arithmetic(command.expression, numbers, depth + 1) : undefined;
}

const longestNumber = 4096;

function flowNumber({ text }: Flow, numbers: Numbers, depth: number): Known {
  return text === undefined ? undefined : textNumber(literal(text), numbers, depth);
}

export function numberValue(number: Known, text: string): Value {
  return number === undefined ? someNumber(text) : literal(String(number));
}

function wordNumber(word: Extract<ArithmeticExpression, { type: "ArithmeticWord" }>, numbers: Numbers, depth: number): Known {
  if (word.parts !== undefined && word.parts.length > 0) return textNumber(numbers.written(word.parts), numbers, depth);
  const { value } = word;
  if (/^[A-Za-z_]\w*$/.test(value)) return variableNumber(value, numbers, depth);
  if (/^0[xX][\da-fA-F]+$/.test(value)) return wrapped(BigInt(value));
  if (/^0[0-7]+$/.test(value)) return wrapped(BigInt(`0o${value.slice(1)}`));
  if (/^\d+$/.test(value)) return wrapped(BigInt(value));
  return based(/^(\d+)#([\dA-Za-z]+)$/.exec(value));
}

function variableNumber(name: string, numbers: Numbers, depth: number): Known {
  const value = numbers.variable(name);
  return value?.items === undefined ? textNumber(value, numbers, depth) : textNumber(value.items[0] ?? literal(""), numbers, depth);
}

/** `16#ff`, with digits up to base 36; what lies above is spelled in a way of its own. */
function based(found: RegExpExecArray | null): Known {
  if (found === null) return undefined;
  const [, base = "10", digits = ""] = found;
  if (Number(base) < 2 || Number(base) > 36) return undefined;
  let number = 0n;
  for (const digit of digits) {
    const worth = Number.parseInt(digit, 36);
    if (!(worth < Number(base))) return undefined;
    number = number * BigInt(base) + BigInt(worth);
  }
  return wrapped(number);
}

function wrapped(number: bigint): bigint {
  return BigInt.asIntN(64, number);
}

function chosen(
  { test, consequent, alternate }: Extract<ArithmeticExpression, { type: "ArithmeticTernary" }>,
  numbers: Numbers,
  depth: number,
): Known {
  const which = arithmetic(test, numbers, depth);
  if (which !== undefined) return arithmetic(which === 0n ? alternate : consequent, numbers, depth);
  maybe(consequent, numbers, depth);
  maybe(alternate, numbers, depth);
  return undefined;
}

/** Nobody knows whether this is worked out: what it would set is no longer known. */
function maybe(expression: ArithmeticExpression, numbers: Numbers, depth: number): undefined {
  arithmetic(expression, { ...numbers, assign: (name) => numbers.assign(name, someNumber(`$${name}`)) }, depth);
}

function unary(
  { operator, operand, prefix }: Extract<ArithmeticExpression, { type: "ArithmeticUnary" }>,
  numbers: Numbers,
  depth: number,
): Known {
  const number = arithmetic(operand, numbers, depth);
  if (operator === "++" || operator === "--") {
    const next = number === undefined ? undefined : wrapped(number + (operator === "++" ? 1n : -1n));
    set(operand, next, numbers);
    return prefix ? next : number;
  }
  if (number === undefined) return undefined;
  if (operator === "-") return wrapped(-number);
  if (operator === "+") return number;
  if (operator === "~") return ~number;
  return operator === "!" ? truth(number === 0n) : undefined;
}

function set(target: ArithmeticExpression, number: Known, numbers: Numbers): void {
  const name = target.type === "ArithmeticWord" ? /^[A-Za-z_]\w*/.exec(target.value)?.[0] : undefined;
  if (name === undefined || target.type !== "ArithmeticWord") return;
  numbers.assign(name, target.value === name ? numberValue(number, `$${name}`) : { text: `$${name}`, known: false, glob: false });
}

function truth(is: boolean): bigint {
  return is ? 1n : 0n;
}

function binary(
  { operator, left, right }: Extract<ArithmeticExpression, { type: "ArithmeticBinary" }>,
  numbers: Numbers,
  depth: number,
): Known {
  if (operator === "=") {
    const number = arithmetic(right, numbers, depth);
    set(left, number, numbers);
    return number;
  }
  const one = arithmetic(left, numbers, depth);
  if (operator === "&&" || operator === "||") return either({ operator, one, right }, numbers, depth);
  const other = arithmetic(right, numbers, depth);
  if (operator === ",") return other;
  const isSetting = operator.endsWith("=") && !["==", "!=", "<=", ">="].includes(operator);
  const number = one === undefined || other === undefined ? undefined : operated(isSetting ? operator.slice(0, -1) : operator, one, other);
  if (isSetting) set(left, number, numbers);
  return number;
}

type Either = { readonly operator: "&&" | "||"; readonly one: Known; readonly right: ArithmeticExpression };

function either({ operator, one, right }: Either, numbers: Numbers, depth: number): Known {
  if (one === undefined) return maybe(right, numbers, depth);
  if ((one === 0n) === (operator === "&&")) return truth(one !== 0n);
  const other = arithmetic(right, numbers, depth);
  return other === undefined ? undefined : truth(other !== 0n);
}

function operated(operator: string, one: bigint, other: bigint): Known {
  if ((operator === "/" || operator === "%") && other === 0n) return undefined;
  // Larger powers and shifts than the shell has bits are no numbers that anybody writes.
  if (["**", "<<", ">>"].includes(operator) && (other < 0n || other > 63n)) return undefined;
  const number = operations[operator]?.(one, other);
  return typeof number === "boolean" ? truth(number) : number === undefined ? undefined : wrapped(number);
}

const operations: Readonly<Record<string, (one: bigint, other: bigint) => bigint | boolean>> = {
  "+": (one, other) => one + other,
  "-": (one, other) => one - other,
  "*": (one, other) => one * other,
  "/": (one, other) => one / other,
  "%": (one, other) => one % other,
  "**": (one, other) => one ** other,
  "<<": (one, other) => one << other,
  ">>": (one, other) => one >> other,
  "&": (one, other) => one & other,
  "|": (one, other) => one | other,
  "^": (one, other) => one ^ other,
  "<": (one, other) => one < other,
  ">": (one, other) => one > other,
  "<=": (one, other) => one <= other,
  ">=": (one, other) => one >= other,
  "==": (one, other) => one === other,
  "!=": (one, other) => one !== other,
};
