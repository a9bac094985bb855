/** Views: tasks, sessions and accounts as people and programs are shown them, made from the state alone, with a daemon and without. */
import type { Instant } from "../../base/instant.ts";
import { type AccountView as Seen, type Giver, rowOf, type Rows, rowsOf, type State, type Task, viewOf, why } from "../../fleet/fleet.ts";

export type TaskView = {
  readonly id: string;
  readonly title: string;
  readonly project: string;
  readonly state: Task["state"]["is"];
  readonly priority: Task["priority"];
  /** A stable word and one sentence: what it is doing, or what it waits for. */
  readonly code: string;
  readonly why: string;
  readonly session: string | null;
  readonly account: string | null;
  readonly burned: number;
  readonly started: number;
  readonly microUsd: number;
  readonly tokens: number;
  readonly arrivedAt: Instant;
  readonly endedAt: Instant | null;
};

export type TaskWhole = TaskView & {
  readonly text: string;
  readonly report: string | null;
  readonly givenBy: string;
  readonly door: Task["door"];
  readonly key: string | null;
  readonly after: readonly string[];
  readonly notBefore: Instant | null;
  readonly deadline: Instant | null;
  readonly scope: string;
  readonly affinity: string | null;
  readonly budgetMicroUsd: number;
  readonly conversation: string | null;
  readonly folder: string | null;
  readonly branch: string | null;
  readonly attempts: Task["attempts"];
};

export type SessionView = {
  readonly id: string;
  readonly kind: "worker" | "human";
  readonly slot: number | null;
  readonly task: string | null;
  readonly project: string | null;
  readonly account: string;
  /** What it is doing, and why it is being ended where it is. */
  readonly doing: string;
  readonly beganAt: Instant | null;
  readonly microUsd: number;
  readonly tokens: number;
};

export type LaneView = {
  readonly scope: string;
  readonly state: string;
  readonly until: Instant | "unknown" | null;
  readonly atOnce: number;
};

export type QuotaView = {
  readonly scope: string;
  readonly window: string;
  readonly usedShare: number;
  /** Old, or from before a reset: not the present number. */
  readonly stale: boolean;
  readonly resetsAt: Instant | "unknown";
  /** When it will be used up, by the fastest and the slowest stretch seen. */
  readonly fullInMs: readonly [number, number] | null;
};

export type AccountView = {
  readonly id: string;
  readonly kind: Rows["accounts"]["kind"];
  readonly health: Rows["accounts"]["health"];
  readonly held: string | null;
  readonly draining: boolean;
  readonly sessions: number;
  readonly most: number;
  readonly spentMicroUsd: number;
  readonly budgetMicroUsd: number;
  readonly lanes: readonly LaneView[];
  readonly quotas: readonly QuotaView[];
};

export type FleetSummary = {
  readonly paused: string | null;
  readonly diskFull: boolean;
  readonly movingAcknowledgedBy: string | null;
  readonly tasks: Readonly<Record<Task["state"]["is"], number>>;
  readonly oldestWaitingMs: number;
  readonly sessions: number;
  readonly unanswered: number;
  readonly incidents: readonly string[];
};

export function summaryOf(state: State, at: Instant): FleetSummary {
  const { tasks, oldestWaitingMs, sessions, unanswered, incidents } = viewOf(state, at);
  const fleet = rowOf(state.fleet, "fleet");
  return {
    paused: fleet?.paused ?? null,
    diskFull: fleet?.diskFull ?? false,
    movingAcknowledgedBy: fleet?.settings.movingAcknowledgedBy ?? null,
    tasks,
    oldestWaitingMs,
    sessions,
    unanswered,
    incidents: incidents.toSorted(),
  };
}

export type TaskSearch = { readonly state?: string | undefined; readonly project?: string | undefined; readonly most: number };

/** What is open, by arrival; then what has ended, the newest first. `open` is every state that is no end. */
export function tasksIn(state: State, at: Instant, { state: wanted = "any", project, most }: TaskSearch): readonly TaskView[] {
  const open = rowsOf(state.tasks).toSorted((one, other) => one.arrivedAt - other.arrivedAt || (one.id < other.id ? -1 : 1));
  const ended = rowsOf(state.ended).toSorted((one, other) => endOf(other) - endOf(one) || (one.id < other.id ? -1 : 1));
  const all = wanted === "open" ? open : [...open, ...ended];
  const found = all.filter(
    (task) => (wanted === "any" || wanted === "open" || task.state.is === wanted) && (project === undefined || task.project === project),
  );
  return found.slice(0, most).map((task) => taskView(state, at, task));
}

function endOf({ state }: Task): number {
  return "at" in state ? state.at : 0;
}

export function taskView(state: State, at: Instant, task: Task): TaskView {
  const { code, sentence } = why(state, task.id, at);
  const lease = rowOf(state.leases, task.id);
  const { id, title, project, priority, burned, started, microUsd, tokens, arrivedAt } = task;
  return {
    ...{ id, title, project, state: task.state.is, priority, code, why: sentence },
    ...{ session: lease?.session ?? null, account: lease?.account ?? null },
    ...{ burned, started, microUsd, tokens, arrivedAt, endedAt: "at" in task.state ? task.state.at : null },
  };
}

export function taskIn(state: State, at: Instant, id: string): TaskWhole | undefined {
  const task = rowOf(state.tasks, id) ?? rowOf(state.ended, id);
  if (task === undefined) return undefined;
  const { text, door, key, after, notBefore, deadline, scope, affinity, budgetMicroUsd, attempts } = task;
  const worktree = rowOf(state.worktrees, id);
  return {
    ...taskView(state, at, task),
    ...{ text, door, key, after, notBefore, deadline, scope, affinity, budgetMicroUsd, attempts },
    report: task.state.is === "done" ? task.state.report : null,
    givenBy: giverText(task.by),
    conversation: task.conversation?.id ?? null,
    folder: worktree?.folder ?? null,
    branch: worktree?.branch ?? null,
  };
}

function giverText(by: Giver): string {
  return by.is === "person" ? by.name : `session ${by.session} of project ${by.project}`;
}

export function sessionsIn(state: State): readonly SessionView[] {
  const all = rowsOf(state.sessions).toSorted((one, other) => slotOf(one) - slotOf(other) || (one.id < other.id ? -1 : 1));
  return all.map((session) => {
    const { id, kind, account } = session;
    if (session.kind === "human")
      return { id, kind, slot: null, task: null, project: null, account, doing: session.seen, beganAt: null, microUsd: 0, tokens: 0 };
    const { slot, task, project, phase, ending, beganAt, microUsd, tokens } = session;
    return { id, kind, slot, task, project, account, doing: ending === null ? phase : `ending: ${ending.why}`, beganAt, microUsd, tokens };
  });
}

function slotOf(session: Rows["sessions"]): number {
  return session.kind === "worker" ? session.slot : Infinity;
}

export function accountsIn(state: State, at: Instant): readonly AccountView[] {
  const workers = rowsOf(state.sessions).filter((one) => one.kind === "worker");
  return viewOf(state, at).accounts.map(({ account, lanes, readings }) => {
    const { id, kind, health, held, draining, most, spentMicroUsd, budgetMicroUsd } = account;
    return {
      ...{ id, kind, health, held, draining, most, spentMicroUsd, budgetMicroUsd },
      sessions: workers.filter((one) => one.account === id).length,
      lanes: lanes.map(laneView),
      quotas: readings.map(quotaView),
    };
  });
}

function laneView({ scope, state, permits }: Seen["lanes"][number]): LaneView {
  const until = "resetsAt" in state ? state.resetsAt : null;
  return { scope, state: state.is, until, atOnce: permits };
}

function quotaView({ reading, stale, forecast }: Seen["readings"][number]): QuotaView {
  const { scope, window, usedShare, resetsAt } = reading;
  const fullInMs = stale || forecast === undefined ? null : ([forecast.atEarliestMs, forecast.atLatestMs] as const);
  return { scope, window, usedShare, stale, resetsAt, fullInMs };
}
