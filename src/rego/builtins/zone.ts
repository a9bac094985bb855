/** Time zones: how far a zone is from UTC at a point in time, and what that is called there. */
import { daysInMonth, momentOf, nanosecondsOf, weekdayOf, type Moment } from "./calendar.ts";
import { zoneTable } from "./zone-table.ts";

/** In seconds, as are all times here. */
export type Offset = { readonly seconds: number; readonly name: string };

/** What holds from one change of the clocks to the next. */
export type Span = Offset & { readonly from: number; readonly until: number };

export type Zone = {
  /** In order; each holds until the next, and the first since ever. */
  readonly spans: readonly (Offset & { readonly from: number })[];
  /** What happens every year after the last of them. */
  readonly rule: YearlyRule;
};

/** Two changes in a year, or none. */
export type YearlyRule = { readonly standard: Offset; readonly summer?: Summer };

type Summer = { readonly offset: Offset; readonly begins: YearDay; readonly ends: YearDay };

/** A weekday of a month, the last one for a fifth, and a time of the clock before the change. */
type YearDay = { readonly month: number; readonly week: number; readonly weekday: number; readonly time: number };

export const utc: Zone = { spans: [], rule: { standard: { seconds: 0, name: "UTC" } } };

const billion = 1_000_000_000n;

const known = new Map<string, Zone>([["UTC", utc]]);

/** Names are those of the IANA's database. */
export function zoneNamed(name: string): Zone | undefined {
  const before = known.get(name);
  if (before !== undefined) return before;
  const line = /^[\w+/-]+$/.test(name) ? zoneTable.split("\n").find((one) => namesIn(one).includes(name)) : undefined;
  if (line === undefined) return undefined;
  const zone = readZone(line);
  known.set(name, zone);
  return zone;
}

function namesIn(line: string): readonly string[] {
  return line.slice(0, line.indexOf("|")).split(" ");
}

/** After the names come offsets with what they are called, the changes, and the rule for the years to come. */
function readZone(line: string): Zone {
  const [, offsets = "", changes = "", rule = ""] = line.split("|");
  const kinds = [...offsets.matchAll(/(\S+) (-?\d+)/g)].map(([, name = "", seconds]): Offset => ({ name, seconds: Number(seconds) }));
  const spans = [{ ...(kinds[0] as Offset), from: -Infinity }];
  let from = 0;
  for (const [, letter = "", mark, size = ""] of changes.matchAll(/([A-Z])([+-]?)('?[0-9a-z]+)/g)) {
    from += (mark === "-" ? -1 : 1) * (size.startsWith("'") ? readSize(size.slice(1)) : readSize(size) * quarterHour);
    spans.push({ ...(kinds[letter.charCodeAt(0) - 65] as Offset), from });
  }
  return { spans, rule: readRule(rule) };
}

/** Changes are counted from the one before, the first from 1970: in quarters of an hour, or in seconds after an apostrophe. */
const quarterHour = 900;

function readSize(digits: string): number {
  return Number.parseInt(digits, 36);
}

/** `EST5EDT,M3.2.0,M11.1.0`: hours west of Greenwich, and at two o'clock where nothing is said. */
export function readRule(written: string): YearlyRule {
  const name = "(?:<([^>]+)>|([A-Za-z]+))";
  const time = "(-?\\d+(?::\\d+)*)";
  const form = new RegExp(`^${name}${time}(?:${name}${time}?,M(\\d+)\\.(\\d)\\.(\\d)(?:/${time})?,M(\\d+)\\.(\\d)\\.(\\d)(?:/${time})?)?$`);
  const [, quoted, plain, west = "0", summerQuoted, summerPlain, summerWest, ...days] = form.exec(written) ?? [];
  const standard = { name: quoted ?? plain ?? "", seconds: 0 - readTime(west) };
  const summerName = summerQuoted ?? summerPlain;
  if (summerName === undefined) return { standard };
  const seconds = summerWest === undefined ? standard.seconds + 3600 : 0 - readTime(summerWest);
  return { standard, summer: { offset: { name: summerName, seconds }, begins: yearDay(days.slice(0, 4)), ends: yearDay(days.slice(4)) } };
}

function yearDay([month, week, weekday, time = "2"]: readonly (string | undefined)[]): YearDay {
  return { month: Number(month), week: Number(week), weekday: Number(weekday), time: readTime(time) };
}

function readTime(written: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = written.replace("-", "").split(":").map(Number);
  return (written.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}

function spanAt({ spans, rule }: Zone, time: number): Span {
  const index = spans.findLastIndex(({ from }) => from <= time);
  const next = spans[index + 1];
  const here = spans[index];
  if (here !== undefined && next !== undefined) return { ...here, until: next.from };
  return laterSpan(rule, time, here?.from ?? -Infinity);
}

/** The clocks of the year before may still hold at its beginning. */
function laterSpan(rule: YearlyRule, time: number, since: number): Span {
  const { standard, summer } = rule;
  if (summer === undefined) return { ...standard, from: since, until: Infinity };
  const { year } = momentOf(BigInt(time) * billion);
  const changes = [year - 1, year, year + 1].flatMap((one) => changesIn(rule, one));
  const index = changes.findLastIndex(({ from }) => from <= time);
  return { ...(changes[index] as Offset & { from: number }), until: (changes[index + 1] as { from: number }).from };
}

/** Both changes of a year, in order. */
export function changesIn({ standard, summer }: YearlyRule, year: number): readonly (Offset & { readonly from: number })[] {
  if (summer === undefined) return [];
  const begins = { ...summer.offset, from: startOf(summer.begins, year) - standard.seconds };
  const ends = { ...standard, from: startOf(summer.ends, year) - summer.offset.seconds };
  return begins.from < ends.from ? [begins, ends] : [ends, begins];
}

function startOf({ month, week, weekday, time }: YearDay, year: number): number {
  const midnight = { year, month, hour: 0, minute: 0, second: 0, nanosecond: 0 };
  const first = 1 + ((weekday - weekdayOf({ ...midnight, day: 1 }) + 7) % 7);
  const days = daysInMonth(year, month);
  const day = Math.min(first + (week - 1) * 7, first + Math.floor((days - first) / 7) * 7);
  return Number(nanosecondsOf({ ...midnight, day }) / billion) + time;
}

/** The clock in the zone, at so many nanoseconds since 1970. */
export function momentIn(zone: Zone, nanoseconds: bigint): Moment & { readonly offset: Offset } {
  const offset = spanAt(zone, secondsOf(nanoseconds));
  return { ...momentOf(nanoseconds + BigInt(offset.seconds) * billion), offset };
}

/** When the clock in the zone shows that. Where it does so twice or never, the offset that Go takes counts. */
export function nanosecondsIn(zone: Zone, moment: Moment): bigint {
  const shown = nanosecondsOf(moment);
  const seconds = secondsOf(shown);
  const guess = spanAt(zone, seconds);
  const time = seconds - guess.seconds;
  const isRight = guess.seconds === 0 || (guess.from <= time && time < guess.until);
  return shown - BigInt((isRight ? guess : spanAt(zone, time)).seconds) * billion;
}

/** Rounded down: a nanosecond before 1970 is in the second before. */
function secondsOf(nanoseconds: bigint): number {
  const seconds = nanoseconds / billion;
  return Number(seconds * billion > nanoseconds ? seconds - 1n : seconds);
}
