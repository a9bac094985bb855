/** Numbers beyond arithmetic: ranges, other bases, bits. */
import { integerOf, numericOfInteger, textOfNumber, type Numeric } from "../values/number.ts";
import { floatOf, truncateFloat } from "../values/float.ts";
import { builtin, Refusal, type Answer, type Builtin, type Work } from "./builtin.ts";

type Two = readonly [Numeric, Numeric];

export const numbers: readonly Builtin[] = [
  builtin("numbers.range", ["number", "number"], ([from, to]: Two, work) => range("numbers.range", [from, to, 1], work)),
  builtin("numbers.range_step", ["number", "number", "number"], (args: readonly [Numeric, Numeric, Numeric], work) =>
    range("numbers.range_step", args, work),
  ),
  builtin("format_int", ["number", "number"], ([number, base]: Two) => formatInteger(number, textOfNumber(base))),
  ...bitwise("bits.and", (one, other) => one & other),
  ...bitwise("bits.or", (one, other) => one | other),
  ...bitwise("bits.xor", (one, other) => one ^ other),
  ...bitwise("bits.lsh", (one, by) => (by < 0n || distance(by) > mostBits ? undefined : one << distance(by))),
  ...bitwise("bits.rsh", (one, by) => (by < 0n ? undefined : one >> distance(by))),
  builtin("bits.negate", ["number"], ([one]: readonly [Numeric]) => {
    const integer = integerOf(one);
    return integer === undefined ? notWhole("bits.negate") : numericOfInteger(~integer);
  }),
];

const mostBits = 100_000n;

/** OPA takes the lowest 64 bits of how far is shifted. */
function distance(by: bigint): bigint {
  return BigInt.asUintN(64, by);
}

function bitwise(name: string, combine: (one: bigint, other: bigint) => bigint | undefined): Builtin[] {
  const run = ([one, other]: Two): Answer => {
    const [left, right] = [integerOf(one), integerOf(other)];
    if (left === undefined || right === undefined) return notWhole(name);
    const result = combine(left, right);
    return result === undefined ? new Refusal(`\`${name}\`: cannot shift by ${right} bits`, "rego.type") : numericOfInteger(result);
  };
  return [builtin(name, ["number", "number"], run)];
}

function notWhole(name: string): Refusal {
  return new Refusal(`\`${name}\`: the numbers must be whole`, "rego.type");
}

/** Up or down, both ends included; each item is a step of the evaluation. */
function range(name: string, bounds: readonly [Numeric, Numeric, Numeric], work: Work): Answer {
  const [from, to, step] = bounds.map(integerOf);
  if (from === undefined || to === undefined || step === undefined) return notWhole(name);
  if (step <= 0n) return new Refusal(`\`${name}\`: the step must be positive`);
  const items: Numeric[] = [];
  const by = from <= to ? step : -step;
  for (let item = from; by > 0n ? item <= to : item >= to; item += by) {
    if (!work.spend(1)) return undefined;
    items.push(numericOfInteger(item));
  }
  return items;
}

function formatInteger(number: Numeric, base: string): Answer {
  if (!["2", "8", "10", "16"].includes(base)) return new Refusal("`format_int`: the base must be 2, 8, 10 or 16", "rego.type");
  return truncateFloat(floatOf(textOfNumber(number))).toString(Number(base));
}
