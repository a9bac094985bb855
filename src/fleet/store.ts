/** FleetStore: what the fleet needs of a database. One transaction for each commit, on the disk before it returns. */
import type { Instant } from "../base/instant.ts";
import type { Json } from "../base/json.ts";
import type { Result } from "../base/result.ts";
import type { TableName } from "./state.ts";

export type FleetStore = {
  /** Becomes the one holder, with a higher epoch than all before; a fault `store.held` while another daemon lives. Reads every row. */
  readonly open: () => Result<Opened>;
  /**
   * All of it or nothing. `store.superseded`: a later holder has opened it, and this daemon has to stop. `store.full`: no room; nothing was changed and it may be tried again.
   * Whatever else fails leaves the outcome unknown: the daemon stops, and the next one reads what is there.
   */
  readonly commit: (commit: Commit) => Result<void>;
  /** The journal of one task, oldest first. */
  readonly journal: (task: string) => Result<readonly Note[]>;
};

export type Opened = { readonly epoch: number; readonly rows: readonly StoredRow[] };

export type StoredRow = { readonly table: TableName; readonly id: string; readonly row: Json };

export type Commit = { readonly epoch: number; readonly changes: readonly Change[]; readonly notes: readonly Note[] };

/** `null` removes the row. Several changes of one row in a commit come as one. */
export type Change = { readonly table: TableName; readonly id: string; readonly row: Json | null };

/** One line of a task's history. Only appended. */
export type Note = { readonly task: string; readonly at: Instant; readonly fence: number; readonly what: string; readonly detail: string };
