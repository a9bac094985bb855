/** View: what people and metrics are shown of the fleet. Only read from the state, never worked out twice. */
import type { Instant } from "../base/instant.ts";
import { type Account, type Lane, laneId, wholeAccount } from "./account.ts";
import { lookAt } from "./draft.ts";
import { laneOf } from "./lanes.ts";
import { type Forecast, forecast, isFresh } from "./readings.ts";
import type { Reading } from "./reading.ts";
import type { State } from "./state.ts";
import type { Task } from "./task.ts";

export type FleetView = {
  readonly tasks: Readonly<Record<Task["state"]["is"], number>>;
  readonly oldestWaitingMs: number;
  readonly sessions: number;
  readonly unanswered: number;
  readonly accounts: readonly AccountView[];
  readonly incidents: readonly string[];
};

export type AccountView = {
  readonly account: Account;
  readonly lanes: readonly Lane[];
  readonly readings: readonly ReadingView[];
};

/** A stale number is shown as stale, never as the present one. */
export type ReadingView = { readonly reading: Reading; readonly stale: boolean; readonly forecast: Forecast | undefined };

export function viewOf(state: State, at: Instant): FleetView {
  const look = lookAt(state, at);
  const tasks = { queued: 0, leased: 0, parked: 0, held: 0, done: 0, dead: 0, cancelled: 0 };
  let oldestWaitingMs = 0;
  for (const task of [...look.rows("tasks"), ...look.rows("ended")]) {
    tasks[task.state.is] += 1;
    if (task.state.is === "queued" || task.state.is === "parked")
      oldestWaitingMs = Math.max(oldestWaitingMs, look.steadyMs - task.arrivedSteadyMs);
  }
  return {
    tasks,
    oldestWaitingMs,
    sessions: look.rows("sessions").filter((one) => one.kind === "worker").length,
    unanswered: look.rows("outbox").length,
    accounts: look
      .rows("accounts")
      .toSorted((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1))
      .map((account) => accountView(state, account, at)),
    incidents: look.rows("incidents").map((one) => one.text),
  };
}

function accountView(state: State, account: Account, at: Instant): AccountView {
  const look = lookAt(state, at);
  const known = look.rows("lanes").filter((lane) => lane.account === account.id);
  const lanes = known.some((lane) => lane.id === laneId(account.id, wholeAccount))
    ? known
    : [laneOf(look, account.id, wholeAccount), ...known];
  const readings = look
    .rows("readings")
    .filter((one) => one.account === account.id)
    .map((reading) => ({ reading, stale: !isFresh(look, reading), forecast: forecast(reading) }));
  return { account, lanes, readings };
}
