/** Go's way of describing how a time is written: by how the second of January 2006, 15:04:05, would be. */
import { dayOfYear, daysInMonth, months, nanosecondsOf, weekdayOf, weekdays, type Moment } from "./calendar.ts";
import type { Offset } from "./zone.ts";

const namedLayouts: Readonly<Record<string, string>> = {
  ANSIC: "Mon Jan _2 15:04:05 2006",
  UnixDate: "Mon Jan _2 15:04:05 MST 2006",
  RubyDate: "Mon Jan 02 15:04:05 -0700 2006",
  RFC822: "02 Jan 06 15:04 MST",
  RFC822Z: "02 Jan 06 15:04 -0700",
  RFC850: "Monday, 02-Jan-06 15:04:05 MST",
  RFC1123: "Mon, 02 Jan 2006 15:04:05 MST",
  RFC1123Z: "Mon, 02 Jan 2006 15:04:05 -0700",
  RFC3339: "2006-01-02T15:04:05Z07:00",
  RFC3339Nano: "2006-01-02T15:04:05.999999999Z07:00",
};

export const rfc3339 = namedLayouts["RFC3339"] as string;
export const rfc3339Nano = namedLayouts["RFC3339Nano"] as string;

/** Parts of a layout that stand for a part of the time, longer ones before those they start with. */
const parts =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|01|02|03|04|05|06|__2|_2(?!006)|2006|15|PM|pm|-07:00:00|-07:00|-070000|-0700|-07|Z07:00:00|Z07:00|Z070000|Z0700|Z07|[.,]0+(?!\d)|[.,]9+(?!\d)|1|2|3|4|5/g;

export function layoutNamed(name: string): string {
  return namedLayouts[name] ?? name;
}

type Shown = Moment & { readonly offset?: Offset };

const inUtc: Offset = { seconds: 0, name: "UTC" };

export function formatMoment(moment: Shown, layout: string): string {
  return layout.replace(parts, (part) => shownPart(moment, part));
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function shownPart(moment: Shown, part: string): string {
  const { year, month, day, hour, minute, second, nanosecond, offset = inUtc } = moment;
  const shown: Readonly<Record<string, () => string>> = {
    "2006": () => String(year).padStart(4, "0"),
    "06": () => two(year % 100),
    January: () => months[month - 1] as string,
    Jan: () => (months[month - 1] as string).slice(0, 3),
    "01": () => two(month),
    "1": () => String(month),
    Monday: () => weekdays[weekdayOf(moment)] as string,
    Mon: () => (weekdays[weekdayOf(moment)] as string).slice(0, 3),
    "02": () => two(day),
    _2: () => String(day).padStart(2, " "),
    "2": () => String(day),
    "002": () => String(dayOfYear(moment)).padStart(3, "0"),
    __2: () => String(dayOfYear(moment)).padStart(3, " "),
    "15": () => two(hour),
    "03": () => two(hour % 12 === 0 ? 12 : hour % 12),
    "3": () => String(hour % 12 === 0 ? 12 : hour % 12),
    "04": () => two(minute),
    "4": () => String(minute),
    "05": () => two(second),
    "5": () => String(second),
    PM: () => (hour >= 12 ? "PM" : "AM"),
    pm: () => (hour >= 12 ? "pm" : "am"),
    MST: () => offset.name,
  };
  const show = shown[part];
  if (show !== undefined) return show();
  if (part.startsWith("Z") && offset.seconds === 0) return "Z";
  return /^[Z-]/.test(part) ? offsetText(offset.seconds, part) : fraction(nanosecond, part);
}

/** Hours, minutes and seconds, as many of them as the layout has, cut off and not rounded. */
function offsetText(seconds: number, part: string): string {
  const size = Math.abs(seconds);
  const fields = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60].slice(0, part.match(/\d\d/g)?.length);
  return (seconds < 0 ? "-" : "+") + fields.map(two).join(part.includes(":") ? ":" : "");
}

/** Zeros show all places asked for, nines only those that are needed. */
function fraction(nanosecond: number, part: string): string {
  const digits = String(nanosecond)
    .padStart(9, "0")
    .slice(0, part.length - 1);
  const kept = part[1] === "9" ? digits.replace(/0+$/, "") : digits;
  return kept === "" ? "" : `${part[0]}${kept}`;
}

/** `undefined` for a text that is not written in this way. */
export function parseMoment(text: string, layout: string): bigint | undefined {
  const reader = new MomentReader(text);
  let from = 0;
  for (const found of layout.matchAll(parts)) {
    if (!reader.skip(layout.slice(from, found.index)) || !reader.readPart(found[0])) return undefined;
    from = found.index + found[0].length;
  }
  return reader.skip(layout.slice(from)) ? reader.result() : undefined;
}

type Field = "year" | "month" | "day" | "hour" | "minute" | "second" | "yearDay";

const numberFields: Readonly<Record<string, readonly [Field, RegExp]>> = {
  "2006": ["year", /^\d{4}/],
  "06": ["year", /^\d{2}/],
  "01": ["month", /^\d{2}/],
  "1": ["month", /^\d{1,2}/],
  "02": ["day", /^\d{2}/],
  _2: ["day", /^ ?\d{1,2}/],
  "2": ["day", /^\d{1,2}/],
  "002": ["yearDay", /^\d{3}/],
  __2: ["yearDay", /^ {0,2}\d{1,3}/],
  "15": ["hour", /^\d{2}/],
  "03": ["hour", /^\d{2}/],
  "3": ["hour", /^\d{1,2}/],
  "04": ["minute", /^\d{2}/],
  "4": ["minute", /^\d{1,2}/],
  "05": ["second", /^\d{2}/],
  "5": ["second", /^\d{1,2}/],
};

class MomentReader {
  #rest: string;
  readonly #fields: Partial<Record<Field, number>> = {};
  #nanosecond = 0;
  #offset = 0;
  #isAfternoon: boolean | undefined;

  constructor(text: string) {
    this.#rest = text;
  }

  /** White space in the layout stands for any amount of it. */
  skip(written: string): boolean {
    if (!this.#rest.startsWith(written)) return false;
    this.#rest = this.#rest.slice(written.length);
    return true;
  }

  readPart(part: string): boolean {
    const numeric = numberFields[part];
    if (numeric !== undefined) return this.#readNumber(part, numeric);
    if (part === "January" || part === "Jan") return this.#readName(part === "Jan" ? months.map(short) : months, "month");
    if (part === "Monday" || part === "Mon") return this.#take(part === "Mon" ? /^[A-Z][a-z]{2}/ : /^[A-Z][a-z]+/) !== undefined;
    if (part === "PM" || part === "pm") return this.#readHalf();
    if (part === "MST") return this.#take(/^(?:UTC|GMT)/) !== undefined;
    return /^[.,]/.test(part) ? this.#readFraction(part) : this.#readZone(part);
  }

  result(): bigint | undefined {
    const { year = 0, month = 1, day, hour = 0, minute = 0, second = 0, yearDay } = this.#fields;
    const isSound = month >= 1 && month <= 12 && hour < 24 && minute < 60 && second < 60 && this.#rest === "";
    if (!isSound || (day !== undefined && (day < 1 || day > daysInMonth(year, month)))) return undefined;
    const half = this.#isAfternoon === undefined ? hour : (hour % 12) + (this.#isAfternoon ? 12 : 0);
    const date = yearDay === undefined ? { month, day: day ?? 1 } : { month: 1, day: yearDay };
    return (
      nanosecondsOf({ year, ...date, hour: half, minute, second, nanosecond: this.#nanosecond }) - BigInt(this.#offset) * 1_000_000_000n
    );
  }

  #readNumber(part: string, [field, pattern]: readonly [Field, RegExp]): boolean {
    const found = this.#take(pattern);
    if (found === undefined) return false;
    const number = Number(found);
    this.#fields[field] = part === "06" ? number + (number >= 69 ? 1900 : 2000) : number;
    // Fractions of a second are read even where the layout does not mention them.
    if (field === "second" && /^[.,]\d/.test(this.#rest)) return this.#readFraction(".9");
    return true;
  }

  #readName(names: readonly string[], field: Field): boolean {
    const index = names.findIndex((name) => this.#rest.toLowerCase().startsWith(name.toLowerCase()));
    if (index === -1) return false;
    this.#rest = this.#rest.slice((names[index] as string).length);
    this.#fields[field] = index + 1;
    return true;
  }

  #readHalf(): boolean {
    const found = this.#take(/^[AP]M/i);
    this.#isAfternoon = found?.toUpperCase() === "PM";
    return found !== undefined;
  }

  #readFraction(part: string): boolean {
    const found = this.#take(part[1] === "0" ? new RegExp(`^[.,]\\d{${part.length - 1}}`) : /^[.,]\d+/);
    if (found !== undefined) this.#nanosecond = Number(found.slice(1).padEnd(9, "0").slice(0, 9));
    return found !== undefined || part[1] === "9";
  }

  #readZone(part: string): boolean {
    if (part.startsWith("Z") && this.#take(/^Z/) !== undefined) return true;
    const shape = part.slice(1).replace(/\d/g, "\\d");
    const found = this.#take(new RegExp(`^[+-]${shape}`));
    if (found === undefined) return false;
    const [hours = 0, minutes = 0, seconds = 0] = (found.slice(1).replaceAll(":", "").match(/\d\d/g) ?? []).map(Number);
    if (hours > 24 || minutes >= 60) return false;
    this.#offset = (found.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
    return true;
  }

  #take(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.#rest)?.[0];
    this.#rest = this.#rest.slice(found?.length ?? 0);
    return found;
  }
}

function short(name: string): string {
  return name.slice(0, 3);
}
