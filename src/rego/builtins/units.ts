/** Amounts with units: `10Mi`, `1.5GB`. */
import { floatOf, multiplyFloats, truncateFloat, withPoint } from "../values/float.ts";
import { decimalOf, numericOf, numericOfInteger } from "../values/number.ts";
import { builtin, Refusal, type Answer, type Builtin } from "./builtin.ts";

export const units: readonly Builtin[] = [
  builtin("units.parse", ["string"], ([text]: readonly [string]) => parseUnits(text)),
  builtin("units.parse_bytes", ["string"], ([text]: readonly [string]) => parseBytes(text)),
];

const powers = ["k", "m", "g", "t", "p", "e"];

function refusal(name: string, what: string): Refusal {
  return new Refusal(`\`${name}\`: ${what}`);
}

type Amount = { readonly number: string; readonly unit: string };

/** A number, which may have an exponent, and what follows it. */
function split(name: string, written: string): Amount | Refusal {
  const text = written.replaceAll('"', "");
  if (text.includes(" ")) return refusal(name, "no spaces are allowed");
  const number = /^(?:[\d.+-]|[eE](?=[\d+-])[+-]?)*/.exec(text)?.[0] ?? "";
  if (/[eE][+-]?\d{7}/.test(number)) return refusal(name, "the exponent is too large");
  if (number === "") return refusal(name, "there is no amount");
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(number)) return refusal(name, `\`${number}\` is not a number`);
  return { number, unit: text.slice(number.length) };
}

/** Capital and small letters tell only milli from mega apart. */
function parseUnits(text: string): Answer {
  const name = "units.parse";
  const amount = split(name, text);
  if (amount instanceof Refusal) return amount;
  if (amount.unit === "m") return scaled(amount.number, milli, milliUnit);
  const factor = factorOf(
    amount.unit[0] === "M" ? amount.unit.toLowerCase() : amount.unit.slice(0, 1).toLowerCase() + amount.unit.slice(1).toLowerCase(),
  );
  return factor === undefined ? refusal(name, `the unit \`${amount.unit}\` is not known`) : scaled(amount.number, factor, 1n);
}

/** The binary number nearest to a thousandth, as a fraction: what OPA multiplies with. */
const milli = 1152921504606847n;
const milliUnit = 1n << 60n;

function factorOf(unit: string): bigint | undefined {
  if (unit === "") return 1n;
  const power = powers.indexOf(unit[0] as string) + 1;
  if (power === 0 || unit.length > 2 || (unit.length === 2 && unit[1] !== "i")) return undefined;
  return unit.length === 2 ? 1n << BigInt(10 * power) : 10n ** BigInt(3 * power);
}

/** Whole numbers in full, others to ten places. */
function scaled(number: string, factor: bigint, divisor: bigint): Answer {
  const { digits, exponent } = decimalOf(number);
  const [above, below] =
    exponent >= 0 ? [digits * factor * 10n ** BigInt(exponent), divisor] : [digits * factor, divisor * 10n ** BigInt(-exponent)];
  if (above % below === 0n) return numericOfInteger(above / below);
  const negative = above < 0n;
  const size = negative ? -above : above;
  const tenPlaces = (size * 10n ** 10n * 2n + below) / (below * 2n);
  const text = tenPlaces.toString().padStart(11, "0");
  return numericOf(`${negative ? "-" : ""}${withPoint(text, text.length - 10)}`);
}

function parseBytes(text: string): Answer {
  const name = "units.parse_bytes";
  const amount = split(name, text.toLowerCase());
  if (amount instanceof Refusal) return amount;
  const factor = factorOf(amount.unit.replace(/b$/, ""));
  if (factor === undefined || amount.unit === "b") return refusal(name, `the unit \`${amount.unit}\` is not known`);
  return numericOfInteger(truncateFloat(multiplyFloats(floatOf(amount.number), floatOf(factor.toString()))));
}
