/** Points in time, as nanoseconds since 1970, in UTC. */
import { floatOf, isWhole, truncateFloat } from "../values/float.ts";
import { numericOfInteger, textOfNumber, type Numeric } from "../values/number.ts";
import { kindOf, type Value } from "../values/value.ts";
import { builtin, Refusal, type Answer, type Builtin, type Work } from "./builtin.ts";
import { daysInMonth, momentOf, nanosecondsOf, weekdayOf, weekdays, type Moment } from "./calendar.ts";
import { formatMoment, layoutNamed, parseMoment, rfc3339, rfc3339Nano } from "./layout.ts";

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
    at(time, (moment, layout) => formatMoment(moment, layout === "" ? rfc3339Nano : layoutNamed(layout))),
  ),
  builtin("time.date", [when], ([time]: readonly [When]) => at(time, ({ year, month, day }) => [year, month, day])),
  builtin("time.clock", [when], ([time]: readonly [When]) => at(time, ({ hour, minute, second }) => [hour, minute, second])),
  builtin("time.weekday", [when], ([time]: readonly [When]) => at(time, (moment) => weekdays[weekdayOf(moment)] as string)),
  builtin("time.add_date", [when, "number", "number", "number"], ([time, ...amounts]: readonly [When, Numeric, Numeric, Numeric]) =>
    addDate(
      time,
      amounts.map((one) => Number(textOfNumber(one))),
    ),
  ),
  builtin("time.diff", [when, when], ([one, other]: readonly [When, When]) => at(one, (from) => at(other, (to) => difference(from, to)))),
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

/** A number, or an array of the number, a zone and a layout. */
function at(time: When, use: (moment: Moment, layout: string) => Answer): Answer {
  const [nanoseconds, zone = "", layout = ""] = Array.isArray(time) ? (time as readonly Value[]) : [time as Value];
  if (nanoseconds === undefined || kindOf(nanoseconds) !== "number" || typeof zone !== "string" || typeof layout !== "string")
    return new Refusal("a time is a number, or an array of a number, a zone and a layout", "rego.type");
  if (zone !== "" && zone !== "UTC")
    return new Refusal(`the time zone ${JSON.stringify(zone)} is not available: only UTC is`, "rego.unsupported");
  const float = floatOf(textOfNumber(nanoseconds as Numeric));
  const whole = truncateFloat(float);
  if (!isWhole(float) || whole < least || whole > most) return new Refusal("the time is too big");
  return use(momentOf(whole), layout);
}

/** Years and months carry over first, then days. */
function addDate(time: When, [years = 0, monthCount = 0, days = 0]: readonly number[]): Answer {
  return at(time, (moment) =>
    inRange(
      nanosecondsOf({ ...moment, year: moment.year + years, month: moment.month + monthCount, day: moment.day + days }),
      "time.add_date",
    ),
  );
}

function difference(one: Moment, other: Moment): Answer {
  const [from, to] = nanosecondsOf(one) > nanosecondsOf(other) ? [other, one] : [one, other];
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

const nanosecondsIn: Readonly<Record<string, bigint>> = {
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
    const size = nanosecondsIn[unit] as bigint;
    total +=
      BigInt(whole === "" ? "0" : whole) * size + (fraction === "" ? 0n : (BigInt(fraction) * size) / 10n ** BigInt(fraction.length));
  }
  if (total > most) return wrong;
  return numericOfInteger(text.startsWith("-") ? -total : total);
}
