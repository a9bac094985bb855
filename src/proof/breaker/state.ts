/** Where a breaker stands, as it lies on the disk between two processes. */
import type { Instant } from "../../base/instant.ts";
import { canonicalJson, type Json, readJson } from "../../base/json.ts";
import { exactly, list, object, type Reader, tagged, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";

/**
 * A moment by two clocks. Within one start of the machine the time since that start counts, which nobody can set; between two starts
 * only the wall clock is left.
 */
export type Moment = { readonly boot: string; readonly sinceBootMs: number; readonly wall: Instant };

export type BreakerState =
  /** Lets everything through, and remembers when it failed of late. */
  | { readonly is: "closed"; readonly failures: readonly Moment[] }
  /** Lets nothing through until some time has passed. */
  | { readonly is: "open"; readonly since: Moment }
  /** Lets a few through, to see. A probe that never reports counts as failed. */
  | { readonly is: "half-open"; readonly probes: readonly Probe[]; readonly successes: number };

export type Probe = { readonly id: number; readonly since: Moment };

/** Counted over the life of the breaker, for whoever looks after it. */
export type Totals = { readonly admitted: number; readonly refused: number; readonly failed: number; readonly succeeded: number };

export type Breaker = { readonly state: BreakerState; readonly changed: Moment; readonly totals: Totals };

/** How much time has passed; never less than nothing. */
export function elapsedMs(since: Moment, now: Moment): number {
  return Math.max(0, since.boot === now.boot ? now.sinceBootMs - since.sinceBootMs : now.wall - since.wall);
}

const magic = "sheepdog-breaker 1";

export function breakerText(breaker: Breaker, sum: (text: string) => string): string {
  const body = canonicalJson({ state: { ...breaker.state } as Json, changed: { ...breaker.changed }, totals: { ...breaker.totals } });
  return `${magic} ${sum(body)}\n${body}\n`;
}

/** Anything that was not written so is a fault, and a breaker that cannot be read is open. */
export function breakerIn(written: string, sum: (text: string) => string): Result<Breaker> {
  const [, body = ""] = written.split("\n");
  const json = readJson(body);
  const read = json.ok ? breakerOf(json.value, "breaker") : json;
  if (!read.ok || breakerText(read.value, sum) !== written) return torn;
  return read;
}

const torn = fail({
  code: "breaker.torn",
  what: "what a circuit breaker kept is damaged",
  follows: "it counts as open: nothing passes",
  todo: "`sheepdog breaker close NAME` makes it anew",
});

const count: Reader<number> = (value, at) =>
  typeof value === "number" && Number.isFinite(value) && value >= 0
    ? done(value)
    : fail({ code: "breaker.torn", what: `\`${at}\` is no count` });
const moment: Reader<Moment> = object({ boot: text, sinceBootMs: count, wall: count });

const stateOf: Reader<BreakerState> = tagged<BreakerState>("is", {
  closed: object({ is: exactly("closed"), failures: list(moment) }),
  open: object({ is: exactly("open"), since: moment }),
  "half-open": object({ is: exactly("half-open"), probes: list(object({ id: count, since: moment })), successes: count }),
});

const breakerOf: Reader<Breaker> = object({
  state: stateOf,
  changed: moment,
  totals: object({ admitted: count, refused: count, failed: count, succeeded: count }),
});
