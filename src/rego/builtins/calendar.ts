/** The calendar in UTC, counted from 1970, without help from a runtime. */

export type Moment = {
  readonly year: number;
  /** From one. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
};

const secondsOfDay = 86_400;
const billion = 1_000_000_000n;

export function momentOf(nanoseconds: bigint): Moment {
  const total = floorDivide(nanoseconds, billion);
  const nanosecond = Number(nanoseconds - total * billion);
  const days = Number(floorDivide(total, BigInt(secondsOfDay)));
  const seconds = Number(total) - days * secondsOfDay;
  return { ...dateOf(days), hour: Math.floor(seconds / 3600), minute: Math.floor(seconds / 60) % 60, second: seconds % 60, nanosecond };
}

/** Fields beyond their range, a thirteenth month or a 32nd day, carry over. */
export function nanosecondsOf({ year, month, day, hour, minute, second, nanosecond }: Moment): bigint {
  const carried = Math.floor((month - 1) / 12);
  const days = daysBefore(year + carried, month - 12 * carried) + day - 1;
  return BigInt(days * secondsOfDay + hour * 3600 + minute * 60 + second) * billion + BigInt(nanosecond);
}

function floorDivide(number: bigint, divisor: bigint): bigint {
  const quotient = number / divisor;
  return quotient * divisor > number ? quotient - 1n : quotient;
}

/** Days from 1970 to the first of a month. Years start in March here, so that the leap day comes last. */
function daysBefore(year: number, month: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayInYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayInYear - 719_468;
}

function dateOf(days: number): Pick<Moment, "year" | "month" | "day"> {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayInYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const part = Math.floor((5 * dayInYear + 2) / 153);
  const month = part < 10 ? part + 3 : part - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayInYear - Math.floor((153 * part + 2) / 5) + 1 };
}

export function daysInMonth(year: number, month: number): number {
  return daysBefore(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1) - daysBefore(year, month);
}

export const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
export const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

export function weekdayOf({ year, month, day }: Moment): number {
  return (((daysBefore(year, month) + day - 1 + 4) % 7) + 7) % 7;
}

export function dayOfYear({ year, month, day }: Moment): number {
  return daysBefore(year, month) + day - daysBefore(year, 1);
}
