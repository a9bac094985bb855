/** Lanes: when an account may be given work. The first limit stops all dispatch on its lane, and one real task finds out when it is over. */
import type { Instant } from "../base/instant.ts";
import { type Account, type Again, type Lane, laneId, type LaneState, wholeAccount } from "./account.ts";
import type { Draft, Look } from "./draft.ts";
import { freshReadings } from "./readings.ts";

export function laneOf(look: Look, account: string, scope: string): Lane {
  const id = laneId(account, scope);
  const unknown: LaneState = { is: "unknown" };
  return look.get("lanes", id) ?? { id, account, scope, state: unknown, permits: 1, slowSteadyMs: 0, slowTimes: 0, limitTimes: 0 };
}

/** A task that needs one scope goes by two lanes: its own and that of the whole account. */
export function lanesFor(look: Look, account: string, scope: string): readonly Lane[] {
  const scopes = scope === wholeAccount ? [wholeAccount] : [wholeAccount, scope];
  return scopes.map((one) => laneOf(look, account, one));
}

const farFutureMs = 40 * 86_400_000;

export type Limit = { readonly account: string; readonly scope: string; readonly resetsAt: Instant | "unknown" };

/** Of several rejected windows the latest reset counts. A reset that has passed or is absurdly far is no reset. */
export function limitLane(draft: Draft, limit: Limit): void {
  const lane = laneOf(draft, limit.account, limit.scope);
  const said = believable(limit.resetsAt, draft.at);
  const known = lane.state.is === "limited" ? lane.state.resetsAt : "unknown";
  const resetsAt = said === "unknown" ? known : known === "unknown" ? said : Math.max(said, known);
  const limitTimes = lane.state.is === "limited" ? lane.limitTimes : lane.limitTimes + 1;
  const since = lane.state.is === "limited" ? lane.state.since : draft.at;
  const again = againAt(draft, { lane, resetsAt, limitTimes });
  draft.put("lanes", { ...lane, state: { is: "limited", since, resetsAt, again }, permits: 1, limitTimes });
}

function believable(resetsAt: Instant | "unknown", at: Instant): Instant | "unknown" {
  return resetsAt === "unknown" || resetsAt <= at || resetsAt > at + farFutureMs ? "unknown" : resetsAt;
}

type Waiting = { readonly lane: Lane; readonly resetsAt: Instant | "unknown"; readonly limitTimes: number };

const longestWaitMs = 86_400_000;

function againAt(draft: Draft, { lane, resetsAt, limitTimes }: Waiting): Again {
  const { resetJitterMs, unknownLimitMs } = draft.settings();
  const spreadMs = 1 + spread(lane.id, resetJitterMs);
  if (resetsAt !== "unknown") return { clock: "wall", ms: resetsAt + spreadMs };
  // Told once more while it waits: it does not begin to wait anew.
  if (lane.state.is === "limited" && lane.state.again.clock === "steady") return lane.state.again;
  return { clock: "steady", ms: draft.steadyMs + spreadMs + Math.min(longestWaitMs, unknownLimitMs * 2 ** (limitTimes - 1)) };
}

/** Different names get different parts of the time, always the same ones. */
export function spread(name: string, withinMs: number): number {
  let hash = 7;
  for (let index = 0; index < name.length; index += 1) hash = (Math.imul(hash, 31) + name.charCodeAt(index)) >>> 0;
  return withinMs <= 0 ? 0 : hash % withinMs;
}

/** The model answered: one session more may try, then two, then four; then the account's own cap holds. */
export function laneWorked(draft: Draft, account: Account, scope: string): void {
  for (const lane of lanesFor(draft, account.id, scope)) {
    if (lane.state.is !== "unknown" && lane.state.is !== "warming") continue;
    const permits = lane.permits * 2;
    const state: LaneState = permits >= account.most ? { is: "healthy" } : { is: "warming" };
    draft.put("lanes", { ...lane, state, permits: Math.min(permits, account.most), slowTimes: 0, limitTimes: 0 });
  }
}

const slowFirstMs = 5_000;
const slowMostMs = 60_000;

/** Too fast for a moment, or the provider is busy: the account stays in use, later and with fewer at once. */
export function slowLane(draft: Draft, account: string, scope: string): void {
  const lane = laneOf(draft, account, scope);
  const waitMs = Math.min(slowMostMs, slowFirstMs * 2 ** lane.slowTimes);
  const state: LaneState = lane.state.is === "healthy" ? { is: "warming" } : lane.state;
  const permits = Math.max(1, Math.floor(lane.permits / 2));
  draft.put("lanes", { ...lane, state, permits, slowTimes: lane.slowTimes + 1, slowSteadyMs: draft.steadyMs + waitMs });
}

/** After a reading: past the soft share nothing new is given; a limit that was met beats any number. */
export function judgeLane(draft: Draft, account: string, scope: string): void {
  const lane = laneOf(draft, account, scope);
  if (lane.state.is === "limited") return;
  const { softShare, hysteresis } = draft.settings();
  const fresh = freshReadings(draft, account, scope);
  const fullest = fresh.toSorted((one, other) => other.usedShare - one.usedShare || (one.id < other.id ? -1 : 1))[0];
  if (fullest === undefined) return;
  if (fullest.usedShare >= softShare) {
    draft.put("lanes", { ...lane, state: { is: "draining", resetsAt: fullest.resetsAt } });
  } else if (lane.state.is === "draining" && fullest.usedShare < softShare - hysteresis) {
    draft.put("lanes", { ...lane, state: { is: "unknown" }, permits: 1 });
  }
}

/** With the clock: once a reset has passed nothing is known, which is not the same as nothing used. */
export function tendLanes(draft: Draft): void {
  for (const lane of draft.rows("lanes")) {
    if (!isOver(draft, lane)) continue;
    draft.put("lanes", { ...lane, state: { is: "unknown" }, permits: 1 });
    draft.note("", "lane-tried-again", lane.id);
  }
}

function isOver(draft: Draft, { state, account, scope }: Lane): boolean {
  if (state.is === "limited") return (state.again.clock === "wall" ? draft.at : draft.steadyMs) >= state.again.ms;
  if (state.is !== "draining") return false;
  if (state.resetsAt !== "unknown") return draft.at > state.resetsAt;
  return freshReadings(draft, account, scope).length === 0;
}

/** A person says that it works again. */
export function reopenLanes(draft: Draft, account: string): void {
  for (const lane of draft.rows("lanes")) {
    if (lane.account !== account) continue;
    draft.put("lanes", { ...lane, state: { is: "unknown" }, permits: 1, slowSteadyMs: 0, slowTimes: 0, limitTimes: 0 });
  }
}
