/** `sprintf`, with the verbs of Go's fmt for the values that Rego hands over: strings, integers, fractions. */
import { integerOf, textOfNumber, type Numeric } from "../values/number.ts";
import { kindOf, type Value } from "../values/value.ts";
import { shownText } from "./text.ts";

type Verb = { readonly flags: string; readonly width: number; readonly precision: number | undefined; readonly letter: string };

const verbPattern = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?(.|$)/gsu;

/** A format taken apart: plain texts, and verbs as the pattern finds them. */
export type Format = readonly (string | RegExpExecArray)[];

export function formatOf(text: string): Format {
  const parts: (string | RegExpExecArray)[] = [];
  let from = 0;
  for (const found of text.matchAll(verbPattern)) {
    if (found.index > from) parts.push(text.slice(from, found.index));
    parts.push(found);
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

export function sprintf(format: Format, values: readonly Value[]): string {
  const queue = new Queue(values);
  let text = "";
  for (const part of format) text += typeof part === "string" ? part : shownVerb(part, queue);
  const extra = queue.rest();
  return extra.length > 0 ? `${text}%!(EXTRA ${extra.map(labelled).join(", ")})` : text;
}

/** The values in the order in which verbs use them up. */
class Queue {
  readonly #values: readonly Value[];
  #used = 0;

  constructor(values: readonly Value[]) {
    this.#values = values;
  }

  take(): Value | undefined {
    return this.#values[this.#used++];
  }

  rest(): readonly Value[] {
    return this.#values.slice(this.#used);
  }
}

/** A star in place of a number takes the number from the values. */
function shownVerb([verbText, flags = "", width = "0", precision, letter = ""]: RegExpExecArray, queue: Queue): string {
  if (letter === "%") return "%";
  if (letter === "") return "%!(NOVERB)";
  const count = (written: string): number => Number(written === "*" ? queue.take() : written);
  const verb = { flags, width: count(width), precision: precision === undefined ? undefined : count(precision), letter };
  const value = queue.take();
  if (value === undefined) return `%!${letter}(MISSING)`;
  return typeof value === "string" && verbText === "%s" ? value : padded(value, verb);
}

function padded(value: Value, verb: Verb): string {
  const text = shown(value, verb);
  const missing = verb.width - [...text].length;
  if (missing <= 0) return text;
  if (verb.flags.includes("-")) return text + " ".repeat(missing);
  if (!verb.flags.includes("0") || kindOf(value) !== "number") return " ".repeat(missing) + text;
  const sign = /^[+-]?/.exec(text)?.[0] ?? "";
  return sign + "0".repeat(missing) + text.slice(sign.length);
}

function shown(value: Value, verb: Verb): string {
  if (kindOf(value) !== "number") return shownString(shownText(value), verb, value);
  const text = textOfNumber(value as Numeric);
  const integer = /[.eE]/.test(text) ? undefined : integerOf(value as Numeric);
  if (integer !== undefined) return signed(shownInteger(integer, verb, value), verb);
  // As in OPA, a fraction beyond the range of doubles is formatted as its text.
  return Number.isFinite(Number(text)) ? signed(shownFraction(Number(text), verb, value), verb) : shownString(text, verb, value);
}

function signed(text: string, { flags }: Verb): string {
  if (text.startsWith("-") || text.startsWith("%")) return text;
  return flags.includes("+") ? `+${text}` : flags.includes(" ") ? ` ${text}` : text;
}

function shownString(text: string, { letter, precision, flags }: Verb, value: Value): string {
  const cut = precision === undefined ? text : [...text].slice(0, precision).join("");
  switch (letter) {
    case "s":
    case "v":
      return letter === "v" && flags.includes("#") ? JSON.stringify(cut) : cut;
    case "q":
      return JSON.stringify(cut);
    case "x":
    case "X":
      return hexOf(cut, letter);
    default:
      return misfit(letter, value);
  }
}

function hexOf(text: string, letter: string): string {
  const bytes = unescapeBytes(encodeURIComponent(text));
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return letter === "X" ? hex.toUpperCase() : hex;
}

/** The bytes behind percent signs. */
function unescapeBytes(escaped: string): number[] {
  return (escaped.match(/%[0-9A-F]{2}|[^%]/g) ?? []).map((one) =>
    one.length === 3 ? Number.parseInt(one.slice(1), 16) : one.charCodeAt(0),
  );
}

function shownInteger(integer: bigint, { letter, flags }: Verb, value: Value): string {
  // Go's large integers are formatted by a type of their own, which knows `%s`.
  const verb = letter === "s" && BigInt.asIntN(64, integer) !== integer ? "d" : letter;
  switch (verb) {
    case "d":
    case "v":
      return integer.toString();
    case "b":
      return integer.toString(2);
    case "o":
      return (flags.includes("#") ? "0" : "") + integer.toString(8);
    case "x":
      return (flags.includes("#") ? "0x" : "") + integer.toString(16);
    case "X":
      return (flags.includes("#") ? "0X" : "") + integer.toString(16).toUpperCase();
    case "c":
      return String.fromCodePoint(Number(integer));
    case "q":
      return `'${String.fromCodePoint(Number(integer))}'`;
    case "U":
      return `U+${integer.toString(16).toUpperCase().padStart(4, "0")}`;
    default:
      return misfit(letter, value);
  }
}

function shownFraction(number: number, { letter, precision }: Verb, value: Value): string {
  switch (letter) {
    case "f":
    case "F":
      return number.toFixed(precision ?? 6);
    case "e":
    case "E":
      return withTwoDigits(number.toExponential(precision ?? 6), letter);
    case "g":
    case "v":
    case "G":
      return general(number, precision, letter);
    default:
      return misfit(letter, value);
  }
}

/** Go writes at least two digits of an exponent. */
function withTwoDigits(text: string, letter: string): string {
  const spelled = text.replace(/e([+-])(\d)$/, "e$10$2");
  return letter === "E" || letter === "G" ? spelled.toUpperCase() : spelled;
}

/** The fewest digits, with an exponent below 1e-4 and from 1e21 on, or from the precision on. */
function general(number: number, precision: number | undefined, letter: string): string {
  const power = number === 0 ? 0 : Math.floor(Math.log10(Math.abs(number)));
  const most = precision === undefined ? 21 : precision === 0 ? 1 : precision;
  if (power < -4 || power >= most)
    return withTwoDigits(precision === undefined ? number.toExponential() : trimZeros(number.toExponential(most - 1)), letter);
  return precision === undefined ? String(number) : trimZeros(number.toPrecision(most));
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+(?=e|$)/, "") : text;
}

function misfit(letter: string, value: Value): string {
  return `%!${letter}(${labelled(value)})`;
}

/** A value with its Go type, as Go reports values it cannot format. */
function labelled(value: Value): string {
  if (kindOf(value) !== "number") return `string=${shownText(value)}`;
  const text = textOfNumber(value as Numeric);
  return /[.eE]/.test(text)
    ? `float64=${general(Number(text), undefined, "v")}`
    : BigInt.asIntN(64, BigInt(text)).toString() === text
      ? `int64=${text}`
      : `big.Int=${text}`;
}
