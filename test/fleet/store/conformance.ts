/** What every store of the fleet does, whatever it keeps its rows in: one text, run against each of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change, FleetStore, Note, Opened } from "../../../src/fleet/fleet.ts";

/** One place where rows are kept. Each `daemon` is another one that comes to the same place; `dies` is what happens to all of it but the disk. */
export type Shelf = {
  readonly daemon: () => FleetStore;
  readonly dies: (store: FleetStore) => void;
  readonly clear: () => void;
};

const task = (id: string, state: string): Change => ({ table: "tasks", id, row: { id, state } });
const note = (about: string, what: string): Note => ({ task: about, at: 1_800_000_000_000, fence: 3, what, detail: "" });

function opened(store: FleetStore): Opened {
  const result = store.open();
  assert.ok(result.ok, result.ok ? "" : result.fault.what);
  return result.value;
}

type Case = (shelf: Shelf) => void;

export function storeConforms(title: string, make: () => Shelf): void {
  for (const [what, work] of Object.entries(cases)) {
    test(`${title}: ${what}`, () => {
      const shelf = make();
      try {
        work(shelf);
      } finally {
        shelf.clear();
      }
    });
  }
}

const cases: Readonly<Record<string, Case>> = {
  "what was committed is there for the next daemon, and nothing else": (shelf) => {
    const first = shelf.daemon();
    const { epoch, rows } = opened(first);
    assert.deepEqual(rows, []);
    const changes = [task("b", "queued"), task("a", "leased"), { table: "leases", id: "a", row: { id: "a", fence: 7 } } as const];
    assert.deepEqual(first.commit({ epoch, changes, notes: [] }), { ok: true, value: undefined });
    assert.deepEqual(first.commit({ epoch, changes: [{ table: "leases", id: "a", row: null }], notes: [] }), {
      ok: true,
      value: undefined,
    });
    shelf.dies(first);
    const next = opened(shelf.daemon());
    assert.deepEqual(next.rows.map(({ table, id, row }) => [table, id, row]).sort(), [
      ["tasks", "a", { id: "a", state: "leased" }],
      ["tasks", "b", { id: "b", state: "queued" }],
    ]);
  },
  "a row is replaced as a whole, and rows of two tables with one id are two": (shelf) => {
    const store = shelf.daemon();
    const { epoch } = opened(store);
    store.commit({ epoch, changes: [{ table: "tasks", id: "x", row: { id: "x", more: [1, "é\u0000 \ud800"] } }], notes: [] });
    store.commit({ epoch, changes: [task("x", "done"), { table: "ended", id: "x", row: { id: "x" } }], notes: [] });
    shelf.dies(store);
    const { rows } = opened(shelf.daemon());
    assert.equal(rows.length, 2);
    assert.deepEqual(rows.find(({ table }) => table === "tasks")?.row, { id: "x", state: "done" });
  },
  "each opening has a higher epoch than all before": (shelf) => {
    const epochs = [1, 2, 3].map(() => {
      const store = shelf.daemon();
      const { epoch } = opened(store);
      shelf.dies(store);
      return epoch;
    });
    assert.deepEqual(
      epochs,
      [...new Set(epochs)].toSorted((one, other) => one - other),
    );
  },
  "a second daemon is refused while the first lives, and let in when it is dead": (shelf) => {
    const [first, second] = [shelf.daemon(), shelf.daemon()];
    const { epoch } = opened(first);
    const refused = second.open();
    assert.equal(refused.ok ? "" : refused.fault.code, "store.held");
    assert.ok(first.commit({ epoch, changes: [task("a", "queued")], notes: [] }).ok, "the refused one did the first no harm");
    shelf.dies(first);
    assert.deepEqual(opened(second).rows.length, 1);
  },
  "a commit of an earlier epoch is refused and changes nothing": (shelf) => {
    const store = shelf.daemon();
    const { epoch } = opened(store);
    store.commit({ epoch, changes: [task("a", "queued")], notes: [] });
    const late = store.commit({ epoch: epoch - 1, changes: [task("a", "done"), task("b", "queued")], notes: [note("a", "done")] });
    assert.equal(late.ok ? "" : late.fault.code, "store.superseded");
    const journal = store.journal("a");
    assert.deepEqual(journal, { ok: true, value: [] });
    shelf.dies(store);
    assert.deepEqual(
      opened(shelf.daemon()).rows.map(({ row }) => row),
      [{ id: "a", state: "queued" }],
    );
  },
  "the journal of a task is its own, oldest first, and outlives the daemon": (shelf) => {
    const store = shelf.daemon();
    const { epoch } = opened(store);
    store.commit({ epoch, changes: [], notes: [note("a", "arrived"), note("b", "arrived"), note("a", "leased")] });
    store.commit({ epoch, changes: [], notes: [note("a", "done")] });
    shelf.dies(store);
    const next = shelf.daemon();
    opened(next);
    const journal = next.journal("a");
    assert.deepEqual(journal.ok ? journal.value.map(({ what }) => what) : journal.fault, ["arrived", "leased", "done"]);
    assert.deepEqual(journal.ok ? journal.value[0] : undefined, note("a", "arrived"));
  },
  "many rows in one commit are one commit": (shelf) => {
    const store = shelf.daemon();
    const { epoch } = opened(store);
    const changes = Array.from({ length: 5_000 }, (_, at) => task(`t${at}`, "queued"));
    assert.ok(store.commit({ epoch, changes, notes: [] }).ok);
    shelf.dies(store);
    assert.equal(opened(shelf.daemon()).rows.length, 5_000);
  },
};
