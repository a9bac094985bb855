/** A store on a simulated disk: what was synced survives a crash, what was not may be lost or torn, and a later holder shuts out the one before. */
import { done, fail } from "../../../src/base/result.ts";
import type { Commit, FleetStore, Note, StoredRow } from "../../../src/fleet/fleet.ts";

/** What a test may do to the machine in the middle of a commit. */
export type DiskFaults = {
  /** Called twice in a commit: before it is on the disk and after. It may throw, as a kill does. */
  readonly at: (moment: "before-sync" | "after-sync") => void;
  readonly isFull: () => boolean;
  /** A disk that says that it has written, and has not. Only planted. */
  readonly skipsSync?: boolean;
};

export type Disk = {
  readonly store: FleetStore;
  /** The machine or the daemon died: unsynced commits are gone from some point on, and the one there is torn. */
  readonly crash: (keepUnsynced: number) => void;
  readonly rowsOnDisk: () => readonly StoredRow[];
  readonly isOnDisk: (table: string, id: string) => boolean;
  readonly notes: () => readonly Note[];
  /** Somebody else may open it: the holder is dead, or is thought to be. */
  readonly letGo: () => void;
};

export function newDisk(faults: DiskFaults): Disk {
  let epoch = 0;
  let isHeld = false;
  const rows = new Map<string, StoredRow>();
  const notes: Note[] = [];
  let unsynced: Commit[] = [];

  const apply = (commit: Commit): void => {
    for (const { table, id, row } of commit.changes) {
      if (row === null) rows.delete(`${table} ${id}`);
      // Rows go through text, as they do in a database: what is not JSON does not come back.
      else rows.set(`${table} ${id}`, { table, id, row: JSON.parse(JSON.stringify(row)) as StoredRow["row"] });
    }
    notes.push(...commit.notes);
  };
  const sync = (): void => {
    for (const commit of unsynced) apply(commit);
    unsynced = [];
  };

  const store: FleetStore = {
    open: () => {
      if (isHeld) return fail({ code: "store.held", what: "another daemon has the store" });
      isHeld = true;
      epoch += 1;
      return done({ epoch, rows: [...rows.values()] });
    },
    commit: (commit) => {
      if (commit.epoch !== epoch) return fail({ code: "store.superseded", what: "a later daemon has the store" });
      if (faults.isFull()) return fail({ code: "store.full", what: "the disk is full" });
      faults.at("before-sync");
      unsynced.push(commit);
      if (faults.skipsSync !== true) sync();
      faults.at("after-sync");
      return done(undefined);
    },
    journal: (task) => done(notes.filter((note) => note.task === task)),
  };
  return {
    store,
    crash: (keepUnsynced) => {
      unsynced = unsynced.slice(0, keepUnsynced);
      sync();
      isHeld = false;
    },
    rowsOnDisk: () => [...rows.values()],
    isOnDisk: (table, id) => rows.has(`${table} ${id}`),
    notes: () => notes,
    letGo: () => {
      isHeld = false;
    },
  };
}
