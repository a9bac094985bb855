/** Points in time, as nanoseconds since 1970, and what calendars and clocks say at them. */
import { floatOf, isWhole, truncateFloat } from "../values/float.ts";
import { numericOfInteger, textOfNumber, type Numeric } from "../values/number.ts";
import { kindOf, type Value } from "../values/value.ts";
import { builtin, Refusal, type Answer, type Builtin, type Work } from "./builtin.ts";
import { daysInMonth, weekdayOf, weekdays, type Moment } from "./calendar.ts";
import { formatMoment, layoutNamed, parseMoment, rfc3339, rfc3339Nano } from "./layout.ts";
import { momentIn, nanosecondsIn, utc, zoneNamed, type Offset, type Zone } from "./zone.ts";

type When = Numeric | readonly Value[];

const when = "number|array";

export const times: readonly Builtin[] = [
  builtin("time.now_ns", [], (_, work) => now(work)),
  builtin("time.parse_ns", ["string", "string"], ([layout, text]: readonly [string, string]) =>
    inRange(parseMoment(text, layoutNamed(layout)), "time.parse_ns"),
  ),
  builtin("time.parse_rfc3339_ns", ["string"], ([text]: readonly [string]) => inRange(parseMoment(text, rfc3339), "time.parse_rfc3339_ns")),
  builtin("time.parse_duration_ns", ["string"], ([text]: readonly [string]) => parseDuration(text)),
  builtin("time.format", [when], ([time]: readonly [When]) =>
    at(time, ({ moment, layout }) => formatMoment(moment, layout === "" ? rfc3339Nano : layoutNamed(layout))),
  ),
  builtin("time.date", [when], ([time]: readonly [When]) => at(time, ({ moment: { year, month, day } }) => [year, month, day])),
  builtin("time.clock", [when], ([time]: readonly [When]) => at(time, ({ moment: { hour, minute, second } }) => [hour, minute, second])),
  builtin("time.weekday", [when], ([time]: readonly [When]) => at(time, ({ moment }) => weekdays[weekdayOf(moment)] as string)),
  builtin("time.add_date", [when, "number", "number", "number"], ([time, ...amounts]: readonly [When, Numeric, Numeric, Numeric]) =>
    addDate(
      time,
      amounts.map((one) => Number(textOfNumber(one))),
    ),
  ),
  builtin("time.diff", [when, when], ([one, other]: readonly [When, When]) => at(one, (from) => at(other, (to) => difference(from, to)))),
  // Time stands still while a policy is asked, so no policy can tell whether anybody has waited.
  builtin("test.sleep", ["string"], ([text]: readonly [string]) => sleep(text)),
];

function now({ now: instant }: Work): Answer {
  return instant === undefined
    ? new Refusal("`time.now_ns`: no time was handed in", "rego.unsupported")
    : numericOfInteger(BigInt(instant) * 1_000_000n);
}

const [least, most] = [-(1n << 63n), (1n << 63n) - 1n];

function inRange(time: bigint | undefined, name: string): Answer {
  if (time === undefined) return new Refusal(`\`${name}\`: the text is not written in that way`);
  return time < least || time > most ? new Refusal(`\`${name}\`: the time is outside of the years 1677 to 2262`) : numericOfInteger(time);
}

/** Stands for whatever zone a machine is in. */
export const localZone = "Local";

type Time = {
  readonly nanoseconds: bigint;
  readonly zone: Zone;
  readonly layout: string;
  readonly moment: Moment & { readonly offset: Offset };
};

/** A number, or an array of the number, a zone and a layout. */
function at(time: When, use: (time: Time) => Answer): Answer {
  const [number, name = "", layout = ""] = Array.isArray(time) ? (time as readonly Value[]) : [time as Value];
  if (number === undefined || kindOf(number) !== "number" || typeof name !== "string" || typeof layout !== "string")
    return new Refusal("a time is a number, or an array of a number, a zone and a layout", "rego.type");
  if (name === localZone) return new Refusal("the time zone of this machine is not available to policies: name one", "rego.unsupported");
  const zone = name === "" ? utc : zoneNamed(name);
  if (zone === undefined) return new Refusal(`there is no time zone ${JSON.stringify(name)}`);
  const float = floatOf(textOfNumber(number as Numeric));
  const nanoseconds = truncateFloat(float);
  if (!isWhole(float) || nanoseconds < least || nanoseconds > most) return new Refusal("the time is too big");
  return use({ nanoseconds, zone, layout, moment: momentIn(zone, nanoseconds) });
}

/** Years and months carry over first, then days. */
function addDate(time: When, [years = 0, monthCount = 0, days = 0]: readonly number[]): Answer {
  return at(time, ({ zone, moment }) => {
    const { year, month, day } = moment;
    const later = { ...moment, year: year + years, month: month + monthCount, day: day + days };
    return inRange(nanosecondsIn(zone, later), "time.add_date");
  });
}

/** Both by the calendar of the zone of the first. */
function difference(one: Time, other: Time): Answer {
  const moments = [one.moment, momentIn(one.zone, other.nanoseconds)] as const;
  const [from, to] = one.nanoseconds > other.nanoseconds ? [moments[1], moments[0]] : moments;
  const fields = ["year", "month", "day", "hour", "minute", "second"] as const;
  const sizes = [0, 12, daysInMonth(from.year, from.month), 24, 60, 60];
  const result = fields.map((field) => to[field] - from[field]);
  for (let index = 5; index > 0; index--) {
    if ((result[index] as number) >= 0) continue;
    result[index] = (result[index] as number) + (sizes[index] as number);
    result[index - 1] = (result[index - 1] as number) - 1;
  }
  return result;
}

const unitNanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
  y: 31_536_000_000_000_000n,
};

/** `1h30m`, `-1.5s`; each part is cut to whole nanoseconds. */
function parseDuration(text: string): Answer {
  const wrong = new Refusal(`\`time.parse_duration_ns\`: ${JSON.stringify(text)} is not a duration`);
  const body = text.replace(/^[+-]/, "");
  if (body === "0") return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|[smhdwy]))+$/.test(body)) return wrong;
  let total = 0n;
  for (const [, whole = "", fraction = "", unit = ""] of body.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|[smhdwy])/g)) {
    const size = unitNanoseconds[unit] as bigint;
    total +=
      BigInt(whole === "" ? "0" : whole) * size + (fraction === "" ? 0n : (BigInt(fraction) * size) / 10n ** BigInt(fraction.length));
  }
  if (total > most) return wrong;
  return numericOfInteger(text.startsWith("-") ? -total : total);
}

/** Days and longer are units of policies alone. */
function sleep(text: string): Answer {
  const duration = parseDuration(text);
  if (duration instanceof Refusal || /[dwy]/.test(text)) return new Refusal(`\`test.sleep\`: ${JSON.stringify(text)} is not a duration`);
  return null;
}
