/** Account: who pays for the work, and each of its lanes: the account for one scope of models, which is where limits hold. */
import type { Instant } from "../base/instant.ts";
import type { AccountHealth } from "./event.ts";
import type { AccountSettings } from "./settings.ts";

export type Account = AccountSettings & {
  readonly identity: string | null;
  readonly health: AccountHealth | "unknown";
  /** Until a person says otherwise; `null` is in use. */
  readonly held: string | null;
  /** Nothing new is given to it; what is there may finish. */
  readonly draining: boolean;
  readonly spentMicroUsd: number;
  readonly askedSteadyMs: number | null;
};

/** The scope that stands for the whole account. */
export const wholeAccount = "all";

/** Its id is `account/scope`. Nothing is known of a lane without a row. */
export type Lane = {
  readonly id: string;
  readonly account: string;
  readonly scope: string;
  readonly state: LaneState;
  /** Sessions at once: 1 while nothing is known, twice as many after each one that worked. */
  readonly permits: number;
  /** Throttled or overloaded: nothing new before this. */
  readonly slowSteadyMs: number;
  readonly slowTimes: number;
  /** Limits since something last worked: how long one without a time is waited for. */
  readonly limitTimes: number;
};

export type LaneState =
  | { readonly is: "unknown" }
  | { readonly is: "warming" }
  | { readonly is: "healthy" }
  /** Past the soft share: nothing new, what runs may finish. `resetsAt`: of the fullest window. */
  | { readonly is: "draining"; readonly resetsAt: Instant | "unknown" }
  | { readonly is: "limited"; readonly since: Instant; readonly resetsAt: Instant | "unknown"; readonly again: Again };

/** When it is tried again: a reset that was told is kept by the wall clock, as its teller does; a wait of our own by the clock that does not jump. */
export type Again = { readonly clock: "wall" | "steady"; readonly ms: number };

export function laneId(account: string, scope: string): string {
  return `${account}/${scope}`;
}
