/** Front door of the breakers: what stands between a scanner or an approver that fails and those who would wait for it. */
export { type Breaker, breakerIn, type BreakerState, breakerText, elapsedMs, type Moment, type Probe, type Totals } from "./state.ts";
export {
  admit,
  type Admission,
  type BreakerRule,
  closedBreaker,
  forced,
  type Outcome,
  type Pass,
  report,
  scannerRule,
  usualRule,
  waitMs,
} from "./steps.ts";
