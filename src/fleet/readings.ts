/** Readings: what clients say about their quota, brought to one unit, and how long it will last. */
import type { Instant } from "../base/instant.ts";
import { done, fail, type Result } from "../base/result.ts";
import type { Draft, Look } from "./draft.ts";
import type { Event } from "./event.ts";
import type { Reading } from "./reading.ts";

type QuotaRead = Extract<Event, { readonly is: "quota-read" }>;

/** `false` when it was not believed. One account's numbers are never another's, and no number is better than one in an unknown unit. */
export function keepReading(draft: Draft, said: QuotaRead): boolean {
  const account = draft.get("accounts", said.account);
  if (account === undefined) return false;
  if (said.identity !== null && account.identity !== null && said.identity !== account.identity) {
    draft.note("", "reading-refused", `the reading for \`${said.account}\` is about another login`);
    return false;
  }
  const share = shareOf(said.value, said.unit);
  if (!share.ok) {
    draft.note("", "reading-refused", share.fault.what);
    return false;
  }
  const id = `${said.account}/${said.scope}/${said.window}`;
  const resetsAt = resetOf(said.resets, said.resetsIn, draft.at);
  const before = draft.get("readings", id);
  draft.put("readings", {
    id,
    account: said.account,
    scope: said.scope,
    window: said.window,
    source: said.source,
    usedShare: share.value,
    observedAt: draft.at,
    observedSteadyMs: draft.steadyMs,
    resetsAt,
    before: historyOf(before, share.value),
  });
  return true;
}

const historyKept = 8;

/** A share that fell belongs to a new window: what was before it says nothing about the pace. */
function historyOf(reading: Reading | undefined, usedShare: number): Reading["before"] {
  if (reading === undefined || usedShare < reading.usedShare) return [];
  return [...reading.before, { steadyMs: reading.observedSteadyMs, usedShare: reading.usedShare }].slice(-historyKept);
}

/** A little more than all of it is said where a request began below the limit. */
const mostShare = 1.5;

export function shareOf(value: number, unit: "ratio" | "percent"): Result<number> {
  const share = unit === "ratio" ? value : value / 100;
  if (!Number.isFinite(share) || share < 0 || share > mostShare) {
    return fail({ code: "reading.unit", what: `\`${value}\` is no ${unit} of a quota` });
  }
  return done(Math.min(1, share));
}

const longestWindowMs = 40 * 86_400_000;

/** Seconds read as milliseconds lie in 1970, milliseconds read as seconds far away: such a time is unknown. */
export function resetOf(resets: number | string | null, unit: QuotaRead["resetsIn"], at: Instant): Instant | "unknown" {
  const instant = instantOf(resets, unit);
  return instant === undefined || !Number.isFinite(instant) || Math.abs(instant - at) > longestWindowMs ? "unknown" : instant;
}

function instantOf(resets: number | string | null, unit: QuotaRead["resetsIn"]): Instant | undefined {
  switch (unit) {
    case "seconds":
      return typeof resets === "number" ? resets * 1000 : undefined;
    case "milliseconds":
      return typeof resets === "number" ? resets : undefined;
    case "iso":
      return typeof resets === "string" ? new Date(resets).getTime() : undefined;
    case "nothing":
      return undefined;
  }
}

/** Those that still say something: neither old nor from before a reset. */
export function freshReadings(look: Look, account: string, scope: string): readonly Reading[] {
  return look.rows("readings").filter((one) => one.account === account && one.scope === scope && isFresh(look, one));
}

export function isFresh(look: Look, reading: Reading): boolean {
  const isOld = look.steadyMs - reading.observedSteadyMs > look.settings().readingMs;
  return !isOld && (reading.resetsAt === "unknown" || look.at <= reading.resetsAt);
}

export type Forecast = { readonly atEarliestMs: number; readonly atLatestMs: number };

/** Time until the window is full, from the fastest and the slowest stretch seen; undefined when nothing was used or too little is known. */
export function forecast(reading: Reading): Forecast | undefined {
  const points = [...reading.before, { steadyMs: reading.observedSteadyMs, usedShare: reading.usedShare }];
  const paces = points.slice(1).flatMap((point, index) => {
    const last = points[index];
    const tookMs = last === undefined ? 0 : point.steadyMs - last.steadyMs;
    return last === undefined || tookMs <= 0 ? [] : [(point.usedShare - last.usedShare) / tookMs];
  });
  const fastest = Math.max(0, ...paces);
  const whole = points[0];
  if (fastest === 0 || whole === undefined) return undefined;
  const mean = (reading.usedShare - whole.usedShare) / (reading.observedSteadyMs - whole.steadyMs);
  const left = 1 - reading.usedShare;
  return { atEarliestMs: Math.round(left / fastest), atLatestMs: Math.round(left / Math.min(mean, ...paces.filter((pace) => pace > 0))) };
}
