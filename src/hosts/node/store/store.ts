/** The fleet's store: one SQLite file, one holder, and each commit on the disk before it returns. */
import { done, fail, type Result } from "../../../base/result.ts";
import { readJson } from "../../../base/json.ts";
import type { Change, Commit, FleetStore, Note, Opened, StoredRow, TableName } from "../../../fleet/fleet.ts";
import { sqliteDatabase, type Database, type Row, type Transaction } from "../sqlite.ts";
import { takeHold } from "./hold.ts";
import { migrateSchema } from "./schema.ts";

export type RunningStore = FleetStore & {
  /** Lets another daemon in. A process that dies lets go by itself. */
  readonly close: () => void;
};

type Holding = { readonly database: Database; readonly letGo: () => void };

export function sqliteStore(path: string): RunningStore {
  let holding: Holding | undefined;
  const close = (): void => {
    holding?.database.close();
    holding?.letGo();
    holding = undefined;
  };
  return {
    open: () => {
      close();
      const taken = hold(path);
      if (!taken.ok) return taken;
      const opened = become(taken.value.database);
      if (opened.ok) holding = taken.value;
      else {
        taken.value.database.close();
        taken.value.letGo();
      }
      return opened;
    },
    commit: (commit) => (holding === undefined ? notOpen(path) : write(holding.database, commit)),
    journal: (task) => (holding === undefined ? notOpen(path) : journalOf(holding.database, task)),
    close,
  };
}

function hold(path: string): Result<Holding> {
  const taken = takeHold(`${path}.holder`);
  if (!taken.ok) return taken;
  const database = sqliteDatabase({ path, title: "the fleet's store" });
  if (database.ok) return done({ database: database.value, letGo: taken.value });
  taken.value();
  return inWordsOfTheStore(database);
}

/** A higher epoch than all before: a daemon that was believed dead and writes after all is refused by it. */
function become(database: Database): Result<Opened> {
  const version = migrateSchema(database);
  if (!version.ok) return inWordsOfTheStore(version);
  const opened = database.write((transaction) => {
    const epoch = epochIn(transaction) + 1;
    transaction.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('epoch', ?)", String(epoch));
    return { epoch, rows: transaction.rows("SELECT place, id, row FROM rows ORDER BY place, id").map(storedRow) };
  });
  if (!opened.ok) return inWordsOfTheStore(opened);
  const { epoch, rows } = opened.value;
  return rows.every((row) => row !== undefined) ? done({ epoch, rows }) : damaged();
}

function epochIn(transaction: Pick<Transaction, "rows">): number {
  const [row] = transaction.rows("SELECT value FROM meta WHERE key = 'epoch'");
  return Number(row?.["value"] ?? 0);
}

export function storedRow({ place, id, row }: Row): StoredRow | undefined {
  const read = readJson(String(row));
  return read.ok ? { table: String(place) as TableName, id: String(id), row: read.value } : undefined;
}

function write(database: Database, { epoch, changes, notes }: Commit): Result<void> {
  const written = database.write((transaction) => {
    if (epochIn(transaction) !== epoch) return "superseded";
    for (const change of changes) put(transaction, change);
    for (const note of notes) append(transaction, note);
    return "kept";
  });
  if (!written.ok) return inWordsOfTheStore(written);
  return written.value === "kept" ? done(undefined) : superseded(epoch);
}

function put(transaction: Transaction, { table, id, row }: Change): void {
  if (row === null) transaction.run("DELETE FROM rows WHERE place = ? AND id = ?", table, id);
  else transaction.run("INSERT OR REPLACE INTO rows (place, id, row) VALUES (?, ?, ?)", table, id, JSON.stringify(row));
}

function append(transaction: Transaction, { task, at, fence, what, detail }: Note): void {
  transaction.run("INSERT INTO journal (task, at, fence, what, detail) VALUES (?, ?, ?, ?, ?)", task, at, fence, what, detail);
}

export function journalOf(database: Database, task: string): Result<readonly Note[]> {
  const read = database.read((transaction) =>
    transaction.rows("SELECT task, at, fence, what, detail FROM journal WHERE task = ? ORDER BY number", task),
  );
  if (!read.ok) return inWordsOfTheStore(read);
  return done(
    read.value.map(({ at, fence, what, detail }) => ({
      task,
      at: Number(at),
      fence: Number(fence),
      what: String(what),
      detail: String(detail),
    })),
  );
}

/** The fleet knows the store's faults by codes of its own; the words stay. */
export function inWordsOfTheStore({ fault }: { readonly fault: Parameters<typeof fail>[0] }): ReturnType<typeof fail> {
  return fail({ ...fault, code: fault.code.replace(/^database\./, "store.") });
}

function superseded(epoch: number): Result<never> {
  const what = `another daemon has opened the fleet's store after this one (epoch ${epoch})`;
  return fail({ code: "store.superseded", what, follows: "nothing of this step was kept; this daemon has to end" });
}

export function damaged(): Result<never> {
  const todo = "move the file away and bring back a copy";
  return fail({ code: "store.damaged", what: "the fleet's store holds a row that cannot be read", todo });
}

function notOpen(path: string): Result<never> {
  return fail({ code: "store.closed", what: `the fleet's store \`${path}\` is not open` });
}
