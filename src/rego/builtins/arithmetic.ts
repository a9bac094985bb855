/** Arithmetic, exact for integers of any size; fractions as OPA's floats. */
import {
  addFloats,
  divideFloats,
  floatOf,
  isWhole,
  multiplyFloats,
  negateFloat,
  textOfFloat,
  textOfProduct,
  truncateFloat,
  type Float,
} from "../values/float.ts";
import { integerOf, numericOf, numericOfInteger, textOfNumber, type Numeric } from "../values/number.ts";
import { RegoSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import { difference as withoutMembers } from "./sets.ts";
import { builtin, Refusal, type Answer, type Builtin } from "./builtin.ts";

type Two = readonly [Numeric, Numeric];

export const arithmetic: readonly Builtin[] = [
  builtin("plus", ["number", "number"], ([one, other]: Two) => add(one, other)),
  builtin("minus", ["number|set", "number|set"], ([one, other]: readonly [Value, Value]) => minus(one, other)),
  builtin("mul", ["number", "number"], ([one, other]: Two) => multiply(one, other)),
  builtin("div", ["number", "number"], ([one, other]: Two) => divide(one, other)),
  builtin("rem", ["number", "number"], ([one, other]: Two) => remainder(one, other)),
  builtin("abs", ["number"], ([one]: readonly [Numeric]) => absolute(one)),
  builtin("round", ["number"], ([one]: readonly [Numeric]) => whole(one, roundFloat)),
  builtin("ceil", ["number"], ([one]: readonly [Numeric]) => whole(one, ceilFloat)),
  builtin("floor", ["number"], ([one]: readonly [Numeric]) => whole(one, floorFloat)),
];

function add(one: Numeric, other: Numeric): Numeric {
  const sum = Number.isInteger(one) && Number.isInteger(other) ? (one as number) + (other as number) : Infinity;
  if (Number.isSafeInteger(sum)) return sum;
  const [left, right] = [integerOf(one), integerOf(other)];
  if (left !== undefined && right !== undefined) return numericOfInteger(left + right);
  return numericOfFloat(addFloats(asFloat(one), asFloat(other)));
}

function multiply(one: Numeric, other: Numeric): Numeric {
  const product = Number.isInteger(one) && Number.isInteger(other) ? (one as number) * (other as number) : Infinity;
  if (Number.isSafeInteger(product)) return product + 0;
  const [left, right] = [integerOf(one), integerOf(other)];
  if (left !== undefined && right !== undefined) return numericOfInteger(left * right);
  return numericOfProduct(multiplyFloats(asFloat(one), asFloat(other)), [one, other]);
}

function minus(one: Value, other: Value): Answer {
  if (one instanceof RegoSet && other instanceof RegoSet) return withoutMembers(one, other);
  if (one instanceof RegoSet || other instanceof RegoSet)
    return new Refusal("`minus`: both operands must be numbers, or both sets", "rego.type");
  return subtract(one as Numeric, other as Numeric);
}

function subtract(one: Numeric, other: Numeric): Numeric {
  const difference = Number.isInteger(one) && Number.isInteger(other) ? (one as number) - (other as number) : Infinity;
  if (Number.isSafeInteger(difference)) return difference;
  const [left, right] = [integerOf(one), integerOf(other)];
  if (left !== undefined && right !== undefined) return numericOfInteger(left - right);
  return numericOfFloat(addFloats(asFloat(one), negateFloat(asFloat(other))));
}

/** Exact only where small integers divide; everything else is a fraction. */
function divide(one: Numeric, other: Numeric): Answer {
  const divisor = asFloat(other);
  if (divisor.mantissa === 0n) return new Refusal("division by zero");
  const quotient = Number.isInteger(one) && Number.isInteger(other) ? (one as number) / (other as number) : Infinity;
  if (Number.isSafeInteger(quotient) && quotient !== 0) return quotient;
  return numericOfProduct(divideFloats(asFloat(one), divisor), [one, other]);
}

function remainder(one: Numeric, other: Numeric): Answer {
  const [left, right] = [integerOf(one), integerOf(other)];
  if (left === undefined || right === undefined) return new Refusal("modulo of a number that is not whole");
  return right === 0n ? new Refusal("modulo by zero") : numericOfInteger(left % right);
}

function absolute(number: Numeric): Numeric {
  if (Number.isInteger(number)) return Math.abs(number as number);
  const float = asFloat(number);
  return numericOfFloat(float.mantissa < 0n ? negateFloat(float) : float);
}

/** With all digits of the integer, be the number read into as few bits as OPA's is. */
function whole(number: Numeric, wholeOf: (float: Float) => bigint): Numeric {
  return Number.isInteger(number) ? number : numericOfInteger(wholeOf(asFloat(number)));
}

function asFloat(number: Numeric): Float {
  return floatOf(textOfNumber(number));
}

function numericOfFloat(result: Float): Numeric {
  return numericOf(textOfFloat(result));
}

function numericOfProduct(result: Float, factors: Two): Numeric {
  return numericOf(textOfProduct(result, factors.map(textOfNumber)));
}

const half: Float = { mantissa: 1n, exponent: -1 };

function roundFloat(number: Float): bigint {
  return truncateFloat(addFloats(number, number.mantissa < 0n ? negateFloat(half) : half));
}

function ceilFloat(number: Float): bigint {
  return isWhole(number) ? truncateFloat(number) : floorFloat(number) + 1n;
}

/** OPA takes between minus one and zero for zero, and what follows from that for `ceil`. */
function floorFloat(number: Float): bigint {
  const size = truncateFloat(number);
  return isWhole(number) || size >= 0n ? size : size - 1n;
}
