/** Numbers as OPA has them: decimal texts of any length. A JavaScript number stands for the decimal it prints, where both agree. */

export type Numeric = number | BigNumber;

/** A number that no JavaScript number prints in the same way: too long, too large, or written as `1.0` or `1e3`. */
export class BigNumber {
  readonly text: string;
  #key: number | string | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Equal for equal numbers, however they are written; a plain number where there is one. */
  key(): number | string {
    return (this.#key ??= keyOfText(this.text));
  }
}

/** The text must be a number in JSON's syntax, or in Rego's, which also allows `.5`. */
export function numericOf(text: string): Numeric {
  const number = Number(text);
  return String(number) === text && isPlain(number) ? number : new BigNumber(text);
}

/** Integers beyond 2 ** 53 are kept as text, so that arithmetic on them stays exact. */
function isPlain(number: number): boolean {
  return Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
}

/** A number that came with the input, of which the text is lost. */
export function numericOfDouble(number: number): Numeric {
  return isPlain(number) ? number + 0 : numericOfInteger(BigInt(number));
}

export function numericOfInteger(integer: bigint): Numeric {
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : new BigNumber(integer.toString());
}

export function textOfNumber(number: Numeric): string {
  return typeof number === "number" ? String(number) : number.text;
}

/** A decimal as `digits * 10 ** exponent`, with the digits free of trailing zeros. */
export type Decimal = { readonly digits: bigint; readonly exponent: number };

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

export function decimalOf(text: string): Decimal {
  const [, sign = "", whole = "", fraction = "", power = "0"] = pattern.exec(text) ?? [];
  const figures = (whole + fraction).replace(/^0+/, "");
  const kept = figures.replace(/0+$/, "");
  if (kept === "") return { digits: 0n, exponent: 0 };
  const digits = BigInt(kept);
  return { digits: sign === "-" ? -digits : digits, exponent: Number(power) - fraction.length + (figures.length - kept.length) };
}

/** The integer that a number is, if it is one; `undefined` beyond the bound, which keeps `1e1000000000` from filling the memory. */
export function integerOf(number: Numeric): bigint | undefined {
  if (typeof number === "number") return Number.isInteger(number) ? BigInt(number) : undefined;
  const { digits, exponent } = decimalOf(number.text);
  return exponent < 0 || exponent > largestExponent ? undefined : digits * 10n ** BigInt(exponent);
}

const largestExponent = 100_000;

export function compareNumbers(one: Numeric, other: Numeric): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return compareDecimals(decimalOf(textOfNumber(one)), decimalOf(textOfNumber(other)));
}

function compareDecimals(one: Decimal, other: Decimal): number {
  const [sign, otherSign] = [signOf(one.digits), signOf(other.digits)];
  if (sign !== otherSign || sign === 0) return sign - otherSign;
  const [top, otherTop] = [leadingPlace(one), leadingPlace(other)];
  if (top !== otherTop) return (top - otherTop) * sign;
  const shift = one.exponent - other.exponent;
  const [left, right] = shift > 0 ? [one.digits * 10n ** BigInt(shift), other.digits] : [one.digits, other.digits * 10n ** BigInt(-shift)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function signOf(digits: bigint): number {
  return digits > 0n ? 1 : digits < 0n ? -1 : 0;
}

/** The place of the first digit; with equal places two decimals can be aligned at no more cost than their digits. */
function leadingPlace(decimal: Decimal): number {
  const digits = decimal.digits < 0n ? -decimal.digits : decimal.digits;
  return digits.toString().length + decimal.exponent;
}

function keyOfText(text: string): number | string {
  const { digits, exponent } = decimalOf(text);
  const spelled = `${digits}e${exponent}`;
  const number = Number(spelled);
  if (!Number.isFinite(number)) return `\u0000n${spelled}`;
  const own = decimalOf(String(number));
  return own.digits === digits && own.exponent === exponent ? number : `\u0000n${spelled}`;
}
