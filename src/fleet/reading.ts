/** Reading: what was said about one window of a quota, by whom and when, always as a share between 0 and 1. */
import type { Instant } from "../base/instant.ts";

/** Its id is `account/scope/window`. */
export type Reading = {
  readonly id: string;
  readonly account: string;
  readonly scope: string;
  readonly window: string;
  readonly source: string;
  readonly usedShare: number;
  readonly observedAt: Instant;
  readonly observedSteadyMs: number;
  readonly resetsAt: Instant | "unknown";
  /** The last ones of the same window, oldest first, for the forecast. */
  readonly before: readonly { readonly steadyMs: number; readonly usedShare: number }[];
};
