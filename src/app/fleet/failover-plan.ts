/** FailoverPlan: what would follow if an account were left now. It is the fleet's own step, taken on a copy of the state that nobody keeps. */
import type { Instant } from "../../base/instant.ts";
import { type Event, eventVersion, type Happening, rowOf, rowsOf, type State, step, why } from "../../fleet/fleet.ts";

export type FailoverPlan = {
  readonly account: string;
  /** In the order of their sessions. `to`: the account on which it would go on at once; `null`: it would wait, and why. */
  readonly moves: readonly { readonly task: string; readonly session: string; readonly to: string | null; readonly why: string }[];
};

export function failoverPlan(state: State, at: Instant, account: string): FailoverPlan | undefined {
  if (rowOf(state.accounts, account) === undefined) return undefined;
  const workers = rowsOf(state.sessions).flatMap((one) => (one.kind === "worker" && one.account === account ? [one] : []));
  const sessions = workers.toSorted((one, other) => one.fence - other.fence);
  const fleet = rowOf(state.fleet, "fleet");
  const steadyMs = (fleet?.steadyMs ?? 0) - (fleet?.steadyBase ?? 0);
  const after = [
    { is: "operator-said", command: "failover", about: account, by: "a rehearsal" } as const,
    ...sessions.map(({ id }) => ({ is: "session-gone", session: id, exit: 0, proof: "dead" }) as const),
  ].reduce((before: State, happening: Happening) => {
    const event: Event = { version: eventVersion, at, steadyMs, ...happening };
    return step(before, event).state;
  }, state);
  const moves = sessions.map(({ id, task }) => ({
    task,
    session: id,
    to: rowOf(after.leases, task)?.account ?? null,
    why: why(after, task, at).sentence,
  }));
  return { account, moves };
}
