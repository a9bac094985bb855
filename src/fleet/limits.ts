/** Limits: what a limit does to the sessions on its lane. They would find the wall one by one, look idle, and wake by themselves at the reset. */
import { laneId, wholeAccount } from "./account.ts";
import type { Draft } from "./draft.ts";
import { startEnding } from "./ending.ts";
import { laneOf, type Limit, limitLane } from "./lanes.ts";
import { tell } from "./notices.ts";
import { timeOf } from "./placing.ts";
import type { ParkedWhy } from "./task.ts";

/** The first one stops everything on the lane at once, and people hear of it once. */
export function meetLimit(draft: Draft, limit: Limit, window: string): void {
  const { account, scope, resetsAt } = limit;
  const isNew = laneOf(draft, account, scope).state.is !== "limited";
  limitLane(draft, limit);
  endSessions(draft, { account, scope, why: `account ${account} reached its limit (${window})`, park: "limit" });
  const text = `account \`${account}\` has reached its limit (${window}), until ${timeOf(resetsAt)}; its tasks wait or go where they may`;
  if (isNew) tell(draft, { id: `limit:${laneId(account, scope)}`, text, urgency: "warning" });
}

export type Stopped = { readonly account: string; readonly scope: string; readonly why: string; readonly park: ParkedWhy };

export function endSessions(draft: Draft, { account, scope, why, park }: Stopped): void {
  for (const session of draft.rows("sessions").toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    if (session.kind === "human" || session.account !== account) continue;
    if (scope === wholeAccount || session.scope === scope) startEnding(draft, session, { why, afterwards: { task: "park", why: park } });
  }
}
