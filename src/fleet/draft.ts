/** Draft: one step in the making. It looks like the state with the changes so far, and keeps what has changed. */
import type { Instant } from "../base/instant.ts";
import type { Json } from "../base/json.ts";
import type { Event } from "./event.ts";
import { type Line, withTask } from "./lines.ts";
import { type Errand, type Order, orderVersion } from "./order.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import type { Fleet, Rows, State, TableName, Tables } from "./state.ts";
import type { Change, Note } from "./store.ts";
import type { Task } from "./task.ts";
import { rowOf, rowsOf, type Table, withRow } from "./table.ts";

/** What can be asked of a state at a moment. */
export type Look = {
  readonly at: Instant;
  /** By the fleet's own clock, which goes on from daemon to daemon and never back. */
  readonly steadyMs: number;
  readonly fleet: () => Fleet;
  readonly settings: () => Settings;
  readonly get: <Name extends TableName>(table: Name, id: string) => Rows[Name] | undefined;
  readonly rows: <Name extends TableName>(table: Name) => readonly Rows[Name][];
  /** The tasks that wait, by what they need. */
  readonly lines: () => readonly Line[];
};

export type Draft = Look & {
  readonly put: <Name extends TableName>(table: Name, row: Rows[Name]) => void;
  readonly drop: (table: TableName, id: string) => void;
  /** Into the outbox: it is given after the commit, and again until it is answered. */
  readonly order: (errand: Errand) => void;
  /** An order of the outbox once more. */
  readonly giveAgain: (order: Order) => void;
  readonly note: (task: string, what: string, detail?: string) => void;
  readonly nextFence: () => number;
  readonly finish: () => Step;
};

export type Step = {
  readonly state: State;
  readonly changes: readonly Change[];
  readonly notes: readonly Note[];
  readonly orders: readonly Order[];
};

export function lookAt(state: State, at: Instant): Look {
  const fleet = fleetIn(state);
  return {
    at,
    steadyMs: fleet.steadyMs,
    fleet: () => fleet,
    settings: () => fleet.settings,
    get: (table, id) => rowOf(tableIn(state, table), id),
    rows: (table) => rowsOf(tableIn(state, table)),
    lines: () => rowsOf(state.lines),
  };
}

export function draftOf(start: State, event: Event): Draft {
  let state: State = start;
  // Asked for and changed more often than everything else together: it goes into its table once, at the end.
  let fleetRow = fleetIn(start);
  const changes = new Map<string, Change>();
  const notes: Note[] = [];
  const orders: Order[] = [];
  const steadyMs = steadyTime(fleetIn(start), event);

  const write = <Name extends TableName>(table: Name, id: string, row: Rows[Name] | null): void => {
    changes.set(`${table} ${id}`, { table, id, row: row as Json });
    if (table === "fleet") {
      fleetRow = row as Fleet;
      return;
    }
    const lines = table === "tasks" ? withTask(state.lines, rowOf(state.tasks, id), (row ?? undefined) as Task | undefined) : state.lines;
    state = { ...state, [table]: withRow(tableIn(state, table), id, row), lines };
  };
  const fleet = (): Fleet => fleetRow;
  const draft: Draft = {
    at: event.at,
    steadyMs,
    fleet,
    settings: () => fleet().settings,
    get: (table, id) => rowOf(tableIn(state, table), id),
    rows: (table) => rowsOf(tableIn(state, table)),
    lines: () => rowsOf(state.lines),
    put: (table, row) => write(table, row.id, row),
    drop: (table, id) => {
      if (rowOf(tableIn(state, table), id) !== undefined) write(table, id, null);
    },
    order: (errand) => {
      const number = fleet().lastOrder + 1;
      const order: Order = { version: orderVersion, id: `o${number}`, ...errand };
      draft.put("fleet", { ...fleet(), lastOrder: number });
      draft.put("outbox", { id: order.id, order, tries: 1, againSteadyMs: steadyMs + fleet().settings.answerMs });
      orders.push(order);
    },
    giveAgain: (order) => void orders.push(order),
    note: (task, what, detail = "") => void notes.push({ task, at: event.at, fence: draft.get("tasks", task)?.fence ?? 0, what, detail }),
    nextFence: () => {
      const fence = fleet().lastFence + 1;
      draft.put("fleet", { ...fleet(), lastFence: fence });
      return fence;
    },
    // What was taken back in the same step was never ordered.
    finish: () => ({
      state: { ...state, fleet: withRow(state.fleet, fleetRow.id, fleetRow) },
      changes: [...changes.values()],
      notes,
      orders: orders.filter(({ id }) => draft.get("outbox", id) !== undefined),
    }),
  };
  return draft;
}

/** Each daemon counts from its own start; the fleet's clock goes on where the last one stopped. */
function steadyTime(fleet: Fleet, event: Event): number {
  const base = event.is === "daemon-started" ? fleet.steadyMs : fleet.steadyBase;
  return Math.max(fleet.steadyMs, base + event.steadyMs);
}

/** The types of tables and rows belong together by name. */
function tableIn<Name extends TableName>(state: Tables, name: Name): Table<Rows[Name]> {
  return state[name];
}

const newFleet: Fleet = {
  id: "fleet",
  settings: defaultSettings,
  lastFence: 0,
  lastOrder: 0,
  steadyBase: 0,
  steadyMs: 0,
  wallMs: 0,
  servedShare: 0,
  paused: null,
  diskFull: false,
  adoptUntilMs: 0,
};

function fleetIn(state: State): Fleet {
  return rowOf(state.fleet, "fleet") ?? newFleet;
}
