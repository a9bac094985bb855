/** State: all that the fleet knows, as tables of rows that a store keeps one by one. */
import type { Account, Lane } from "./account.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Incident } from "./incident.ts";
import type { Lease } from "./lease.ts";
import type { Lines } from "./lines.ts";
import type { Order } from "./order.ts";
import type { Reading } from "./reading.ts";
import type { Session } from "./session.ts";
import type { ProjectSettings, Settings } from "./settings.ts";
import { emptyTable, type Table } from "./table.ts";
import type { Task } from "./task.ts";
import type { Worktree } from "./worktree.ts";

/** What each table holds. Every row is JSON and has an `id`. */
export type Rows = {
  /** One row, `fleet`. */
  fleet: Fleet;
  tasks: Task;
  /** Done, dead and cancelled tasks. */
  ended: Task;
  leases: Lease;
  sessions: Session;
  projects: Project;
  accounts: Account;
  lanes: Lane;
  readings: Reading;
  checkpoints: Checkpoint;
  worktrees: Worktree;
  incidents: Incident;
  /** Orders without an answer. */
  outbox: Outgoing;
  /** Which open task holds a key. */
  keys: Holder;
  /** Which account worked last for an affinity. */
  affinities: Holder;
};

export type TableName = keyof Rows;

export const tableNames = [
  "fleet",
  "tasks",
  "ended",
  "leases",
  "sessions",
  "projects",
  "accounts",
  "lanes",
  "readings",
  "checkpoints",
  "worktrees",
  "incidents",
  "outbox",
  "keys",
  "affinities",
] as const satisfies readonly TableName[];

export type Tables = { readonly [Name in TableName]: Table<Rows[Name]> };

/** The lines say what the rows of `tasks` say, in the order of the queue; no store keeps them. */
export type State = Tables & { readonly lines: Lines };

export type Fleet = {
  readonly id: "fleet";
  readonly settings: Settings;
  /** The last fence and the last order that were given. */
  readonly lastFence: number;
  readonly lastOrder: number;
  /** The steady clock over all daemons: `steadyBase` plus what this daemon counts. */
  readonly steadyBase: number;
  readonly steadyMs: number;
  readonly wallMs: number;
  /** The share at which the last project was served: one that had nothing to do begins here and not with what it saved up. */
  readonly servedShare: number;
  /** Nothing new begins while set. */
  readonly paused: string | null;
  readonly diskFull: boolean;
  /** Sessions from before the start have until then to answer. */
  readonly adoptUntilMs: number;
};

export type Project = ProjectSettings & {
  readonly spentMicroUsd: number;
  /** Why nothing is begun there; `null` is open. */
  readonly held: string | null;
  readonly heldUntilSteadyMs: number | null;
  /** Weighted count of what it was given: the project with the lowest is next. */
  readonly servedShare: number;
};

export type Outgoing = {
  readonly id: string;
  readonly order: Order;
  readonly tries: number;
  /** Given again at this time unless it was answered. */
  readonly againSteadyMs: number;
};

export type Holder = { readonly id: string; readonly holder: string };

export function emptyState(): State {
  return Object.fromEntries([...tableNames, "lines"].map((name) => [name, emptyTable()])) as State;
}
