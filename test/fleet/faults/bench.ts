/** A bench for single steps: a fleet in memory, a clock that is moved by hand, and the orders that came of each event. */
import assert from "node:assert/strict";
import type {
  AccountSettings,
  Arrival,
  Event,
  Happening,
  Note,
  Order,
  ProjectSettings,
  Rows,
  Settings,
  State,
  TableName,
} from "../../../src/fleet/fleet.ts";
import { defaultSettings } from "../../../src/fleet/settings.ts";
import { emptyState } from "../../../src/fleet/state.ts";
import { step } from "../../../src/fleet/step.ts";
import { rowOf, rowsOf, type Table } from "../../../src/fleet/table.ts";
import { type FleetView, viewOf } from "../../../src/fleet/view.ts";
import { why, type Why } from "../../../src/fleet/why.ts";

export const noon = Date.UTC(2027, 0, 15, 12);

export const plainTask: Arrival = {
  task: "t",
  project: "kennel",
  title: "a task",
  text: "feed the dog",
  priority: "default",
  door: "inbox",
  by: { is: "person", name: "ann" },
  key: null,
  after: [],
  notBefore: null,
  deadline: null,
  scope: "all",
  affinity: null,
  budgetMicroUsd: 0,
};

export const kennel: ProjectSettings = {
  id: "kennel",
  folder: "/pens/kennel",
  account: null,
  most: 4,
  weight: 1,
  budgetMicroUsd: 0,
  worktrees: true,
};

const plan = (id: string, rank: number): AccountSettings => ({ id, kind: "subscription", rank, most: 4, budgetMicroUsd: 0 });
export const first = plan("first", 1);
export const second = plan("second", 2);
export const key: AccountSettings = { id: "key", kind: "metered", rank: 9, most: 4, budgetMicroUsd: 50_000_000 };

export type Setup = {
  readonly settings?: Partial<Settings>;
  readonly projects?: readonly ProjectSettings[];
  readonly accounts?: readonly AccountSettings[];
};

type OrderOf<Do extends Order["do"]> = Extract<Order, { readonly do: Do }>;

export class Bench {
  private state: State = emptyState();
  private at = noon;
  private steadyMs = 0;
  private readonly notes: Note[] = [];

  constructor({ settings = {}, projects = [kennel], accounts = [first] }: Setup = {}) {
    this.tell({ is: "daemon-started" });
    this.tell({ is: "configured", settings: { ...defaultSettings, agent: "collie", ...settings } });
    for (const project of projects) this.tell({ is: "project-known", project });
    for (const account of accounts) this.tell({ is: "account-known", account });
  }

  /** What is ordered because of it. */
  tell(happening: Happening): readonly Order[] {
    const event: Event = { version: 1, at: this.at, steadyMs: this.steadyMs, ...happening };
    const made = step(this.state, event);
    this.state = made.state;
    this.notes.push(...made.notes);
    return made.orders;
  }

  give(task: Partial<Arrival> = {}): readonly Order[] {
    return this.tell({ is: "task-arrived", ...plainTask, ...task });
  }

  whole(): State {
    return this.state;
  }

  /** What was noted of one task. */
  journalOf(task: string): readonly Note[] {
    return this.notes.filter((note) => note.task === task);
  }

  /** Time passes, and the clock strikes. */
  pass(ms: number): readonly Order[] {
    this.at += ms;
    this.steadyMs += ms;
    return this.tell({ is: "clock" });
  }

  /** The clock on the wall is set, by hand or by the network. */
  setWall(ms: number): void {
    this.at += ms;
  }

  /** The daemon dies and another begins; the steady clock of a new process starts at 0. */
  restart(): readonly Order[] {
    this.steadyMs = 0;
    return this.tell({ is: "daemon-started" });
  }

  row<Name extends TableName>(table: Name, id: string): Rows[Name] | undefined {
    return rowOf(this.state[table] as Table<Rows[Name]>, id);
  }

  rows<Name extends TableName>(table: Name): readonly Rows[Name][] {
    return rowsOf(this.state[table] as Table<Rows[Name]>);
  }

  task(id = "t"): Rows["tasks"] {
    const task = this.row("tasks", id) ?? this.row("ended", id);
    assert.ok(task !== undefined, `there is no task ${id}`);
    return task;
  }

  sessionOf(id = "t"): string {
    return this.row("leases", id)?.session ?? "";
  }

  why(id = "t"): Why {
    return why(this.state, id, this.at);
  }

  view(): FleetView {
    return viewOf(this.state, this.at);
  }

  saidOf(task: string): readonly string[] {
    return this.notes.filter((note) => note.task === task).map((note) => note.what);
  }

  /** From its arrival to the middle of its turn. */
  work(task: Partial<Arrival> = {}): string {
    const id = task.task ?? "t";
    this.give(task);
    return this.workOn(id);
  }

  /** A task that was given a session gets to the middle of its turn. */
  workOn(id = "t"): string {
    const session = this.launched(id);
    const row = this.row("sessions", session);
    if (row?.kind === "worker" && row.phase === "starting") {
      this.tell({ is: "session-seen", session, state: "idle", tool: false });
      this.tell({ is: "prompt-received", session, receipt: `r${session.slice(1)}` });
    }
    this.tell({ is: "turn-moved", session, tool: null, microUsd: 10, tokens: 5 });
    return session;
  }

  launched(id = "t"): string {
    const session = this.sessionOf(id);
    assert.notEqual(session, "", `${id} has no session: ${this.why(id).sentence}`);
    const row = this.row("sessions", session);
    if (row?.kind === "worker" && row.phase === "placing") {
      this.tell({ is: "worktree-ready", task: id, fence: row.fence, folder: `/trees/${id}`, branch: `sheepdog/${id}` });
    }
    this.tell({ is: "session-started", session, process: { pid: 7, startedAt: "1" }, conversation: `c-${session}` });
    return session;
  }

  fenceOf(session: string): number {
    return Number(session.slice(1));
  }

  end(session: string, outcome: Extract<Happening, { readonly is: "turn-ended" }>["outcome"] = "done"): readonly Order[] {
    return this.tell({ is: "turn-ended", session, fence: this.fenceOf(session), outcome, report: "", microUsd: 20, tokens: 9 });
  }

  gone(session: string, proof: "dead" | "unproven" = "dead"): readonly Order[] {
    return this.tell({ is: "session-gone", session, exit: 0, proof });
  }
}

export function ordersOf<Do extends Order["do"]>(orders: readonly Order[], what: Do): readonly OrderOf<Do>[] {
  return orders.filter((order): order is OrderOf<Do> => order.do === what);
}
