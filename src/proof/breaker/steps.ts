/** How a breaker moves: it opens after too many failures, tries again after a while, and closes when that went well. No answer is no success. */
import { unreachable } from "../../base/assert.ts";
import { type Breaker, type BreakerState, elapsedMs, type Moment, type Totals } from "./state.ts";

export type BreakerRule = {
  /** So many failures within the window open it. */
  readonly failures: number;
  readonly windowMs: number;
  /** How long it stays open before a first try. */
  readonly openMs: number;
  /** So many successes on trial close it. */
  readonly successes: number;
  /** So many tries at one time. */
  readonly probes: number;
  /** A try without a report for so long has failed. */
  readonly probeMs: number;
};

export const usualRule: BreakerRule = { failures: 5, windowMs: 300_000, openMs: 60_000, successes: 3, probes: 3, probeMs: 60_000 };
/** For a scanner that something dangerous waits for. */
export const scannerRule: BreakerRule = { ...usualRule, failures: 3, openMs: 120_000, successes: 2 };

export function closedBreaker(at: Moment): Breaker {
  return { state: { is: "closed", failures: [] }, changed: at, totals: { admitted: 0, refused: 0, failed: 0, succeeded: 0 } };
}

/** `pass` belongs to what was admitted, and comes back with its report. */
export type Admission = { readonly breaker: Breaker; readonly pass: Pass | undefined };
export type Pass = { readonly is: "free" } | { readonly is: "probe"; readonly id: number };

export function admit(breaker: Breaker, rule: BreakerRule, at: Moment): Admission {
  const { state } = breaker;
  switch (state.is) {
    case "closed":
      return { breaker: counted(breaker, "admitted"), pass: { is: "free" } };
    case "open":
      if (elapsedMs(state.since, at) < rule.openMs) return { breaker: counted(breaker, "refused"), pass: undefined };
      return probed(moved(breaker, { is: "half-open", probes: [], successes: 0 }, at), rule, at);
    case "half-open":
      if (state.probes.some(({ since }) => elapsedMs(since, at) >= rule.probeMs))
        return { breaker: counted(opened(breaker, at), "refused"), pass: undefined };
      return probed(breaker, rule, at);
    default:
      return unreachable(state);
  }
}

function probed(breaker: Breaker, rule: BreakerRule, at: Moment): Admission {
  const { state } = breaker;
  if (state.is !== "half-open" || state.probes.length >= rule.probes) return { breaker: counted(breaker, "refused"), pass: undefined };
  const id = breaker.totals.admitted + 1;
  return {
    breaker: counted({ ...breaker, state: { ...state, probes: [...state.probes, { id, since: at }] } }, "admitted"),
    pass: { is: "probe", id },
  };
}

export type Outcome = "success" | "failure";

/** What is reported of a time that is over changes no state, and counts all the same. */
export function report(
  breaker: Breaker,
  of: { readonly pass: Pass; readonly outcome: Outcome; readonly rule: BreakerRule },
  at: Moment,
): Breaker {
  const { pass, outcome, rule } = of;
  const told = counted(breaker, outcome === "success" ? "succeeded" : "failed");
  const { state } = told;
  switch (state.is) {
    case "open":
      return told;
    case "closed": {
      if (outcome === "success") return told;
      const recent = [...state.failures.filter((one) => elapsedMs(one, at) < rule.windowMs), at];
      return recent.length >= rule.failures ? opened(told, at) : { ...told, state: { is: "closed", failures: recent } };
    }
    case "half-open": {
      if (outcome === "failure") return opened(told, at);
      if (pass.is !== "probe" || !state.probes.some(({ id }) => id === pass.id)) return told;
      const successes = state.successes + 1;
      if (successes >= rule.successes) return moved(told, { is: "closed", failures: [] }, at);
      return { ...told, state: { ...state, successes, probes: state.probes.filter(({ id }) => id !== pass.id) } };
    }
    default:
      return unreachable(state);
  }
}

/** By hand: whatever happened before. */
export function forced(breaker: Breaker, to: "open" | "closed", at: Moment): Breaker {
  return to === "open" ? opened(breaker, at) : moved(breaker, { is: "closed", failures: [] }, at);
}

/** How long until a first try; `0` where one may be made now. */
export function waitMs({ state }: Breaker, { openMs }: BreakerRule, at: Moment): number {
  return state.is === "open" ? Math.max(0, openMs - elapsedMs(state.since, at)) : 0;
}

function opened(breaker: Breaker, at: Moment): Breaker {
  return moved(breaker, { is: "open", since: at }, at);
}

function moved(breaker: Breaker, state: BreakerState, at: Moment): Breaker {
  return { ...breaker, state, changed: at };
}

function counted(breaker: Breaker, what: keyof Totals): Breaker {
  return { ...breaker, totals: { ...breaker.totals, [what]: breaker.totals[what] + 1 } };
}
