/** OPA's fractions: binary numbers with 64 bits of mantissa, read from decimal text and printed as the shortest decimal that gives them back. */
import { decimalOf } from "./number.ts";

/** `mantissa * 2 ** exponent`; the mantissa has at most 64 bits. */
export type Float = { readonly mantissa: bigint; readonly exponent: number };

/** Of fractions that are read, and of what comes out of them. */
const precision = 64;

export function floatOf(text: string): Float {
  const { digits, exponent } = decimalOf(text);
  return exponent >= 0 ? rounded(digits * 10n ** BigInt(exponent), 0) : quotient(digits, 10n ** BigInt(-exponent));
}

export function addFloats(one: Float, other: Float): Float {
  const exponent = Math.min(one.exponent, other.exponent);
  return rounded(scaled(one, exponent) + scaled(other, exponent), exponent);
}

export function multiplyFloats(one: Float, other: Float, bits = precision): Float {
  return rounded(one.mantissa * other.mantissa, one.exponent + other.exponent, bits);
}

/** The divisor must not be zero. */
export function divideFloats(one: Float, other: Float): Float {
  const { mantissa, exponent } = quotient(one.mantissa, other.mantissa);
  return { mantissa, exponent: exponent + one.exponent - other.exponent };
}

export function negateFloat(float: Float): Float {
  return { mantissa: -float.mantissa, exponent: float.exponent };
}

/** Towards zero. */
export function truncateFloat(float: Float): bigint {
  if (float.exponent >= 0) return float.mantissa << BigInt(float.exponent);
  const size = absolute(float.mantissa) >> BigInt(-float.exponent);
  return float.mantissa < 0n ? -size : size;
}

export function isWhole(float: Float): boolean {
  return float.exponent >= 0 || absolute(float.mantissa) % (1n << BigInt(-float.exponent)) === 0n;
}

/** Whole numbers in full; others as `%g` would with the fewest digits: an exponent from six places on and below four zeros. */
export function textOfFloat(float: Float, bits = precision): string {
  if (float.mantissa === 0n) return "0";
  const sign = float.mantissa < 0n ? "-" : "";
  const { digits, point } = shortestDigits({ mantissa: absolute(float.mantissa), exponent: float.exponent }, bits);
  if (isWhole(float)) return sign + digits.padEnd(point, "0");
  const power = point - 1;
  return sign + (power < -4 || power >= 6 ? withExponent(digits, power) : withPoint(digits, point));
}

/** What was made of these factors: a zero has a sign as well. */
export function textOfProduct(float: Float, factors: readonly string[], bits = precision): string {
  const minuses = factors.filter((text) => text.startsWith("-")).length;
  return float.mantissa === 0n && minuses % 2 === 1 ? "-0" : textOfFloat(float, bits);
}

function withExponent(digits: string, power: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  const size = String(Math.abs(power)).padStart(2, "0");
  return `${digits[0]}${fraction}e${power < 0 ? "-" : "+"}${size}`;
}

export function withPoint(digits: string, point: number): string {
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return digits.padEnd(point, "0");
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function rounded(mantissa: bigint, exponent: number, bits = precision): Float {
  const surplus = bitLength(absolute(mantissa)) - bits;
  if (surplus <= 0) return { mantissa, exponent };
  return { mantissa: roundShift(mantissa, surplus, false), exponent: exponent + surplus };
}

/** Divides by `2 ** bits`, to the nearest, halves to even; `more` says that something below the last bit was dropped before. */
function roundShift(mantissa: bigint, bits: number, more: boolean): bigint {
  const size = absolute(mantissa);
  const shift = BigInt(bits);
  const kept = size >> shift;
  const dropped = size - (kept << shift);
  const half = 1n << (shift - 1n);
  const up = dropped > half || (dropped === half && (more || (kept & 1n) === 1n));
  const result = up ? kept + 1n : kept;
  return mantissa < 0n ? -result : result;
}

function quotient(above: bigint, below: bigint): Float {
  const [size, divisor] = [absolute(above), absolute(below)];
  const negative = above < 0n !== below < 0n;
  const shift = Math.max(0, precision + 2 + bitLength(divisor) - bitLength(size));
  const raised = size << BigInt(shift);
  const whole = raised / divisor;
  const surplus = bitLength(whole) - precision;
  const more = whole * divisor !== raised;
  const mantissa = surplus > 0 ? roundShift(whole, surplus, more) : whole;
  return { mantissa: negative ? -mantissa : mantissa, exponent: Math.max(surplus, 0) - shift };
}

function scaled(float: Float, exponent: number): bigint {
  return float.mantissa << BigInt(float.exponent - exponent);
}

/** The fewest digits that lie closer to the number than to its neighbours of so many bits; the point stands after `point` of them. */
function shortestDigits({ mantissa, exponent }: Float, bits: number): { digits: string; point: number } {
  const full = mantissa << BigInt(bits - bitLength(mantissa));
  const binary = exponent - (bits - bitLength(mantissa)) - 2;
  // Go takes half a unit off for powers of two as well, though their lower neighbour is half as far.
  const lower = (full << 2n) - 2n;
  const upper = (full << 2n) + 2n;
  const inclusive = (full & 1n) === 0n;
  const places = Math.max(0, -binary);
  const [exact, low, high] = [full << 2n, lower, upper].map((size) => decimalDigits(size, binary)) as [bigint, bigint, bigint];
  const text = exact.toString();
  for (let count = 1; count < text.length; count++) {
    const unit = 10n ** BigInt(text.length - count);
    const below = (exact / unit) * unit;
    const above = below + unit;
    const lowFits = inclusive ? below >= low : below > low;
    const highFits = inclusive ? above <= high : above < high;
    if (!lowFits && !highFits) continue;
    const nearer = lowFits && highFits ? (isNearerBelow(exact, below, unit) ? below : above) : lowFits ? below : above;
    return trimmed(nearer.toString(), places);
  }
  return trimmed(text, places);
}

function isNearerBelow(exact: bigint, below: bigint, unit: bigint): boolean {
  const rest = (exact - below) * 2n;
  return rest < unit || (rest === unit && ((below / unit) & 1n) === 0n);
}

/** `size * 2 ** binary` as an integer count of `10 ** -places`, where places is how many the binary exponent needs. */
function decimalDigits(size: bigint, binary: number): bigint {
  return binary >= 0 ? size << BigInt(binary) : size * 5n ** BigInt(-binary);
}

function trimmed(text: string, places: number): { digits: string; point: number } {
  return { digits: text.replace(/0+$/, ""), point: text.length - places };
}

function bitLength(size: bigint): number {
  return size === 0n ? 0 : size.toString(2).length;
}

function absolute(size: bigint): bigint {
  return size < 0n ? -size : size;
}
