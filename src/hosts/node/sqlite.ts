/** The one door to SQLite: a database that has what a transaction wrote as soon as it has ended, and whose failures are values. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { done, fail, type Result } from "../../base/result.ts";

export type Value = SQLInputValue;
export type Row = Readonly<Record<string, unknown>>;

/** What may be done inside a transaction; whatever throws in there takes all of it back. */
export type Transaction = {
  readonly rows: (sql: string, ...values: readonly Value[]) => readonly Row[];
  /** How many rows it changed. */
  readonly run: (sql: string, ...values: readonly Value[]) => number;
};

export type Database = {
  /** When it is over and well, what it wrote survives a loss of power. */
  readonly write: <T>(work: (transaction: Transaction) => T) => Result<T>;
  /** All that is read in it belongs to one moment. */
  readonly read: <T>(work: (transaction: Pick<Transaction, "rows">) => T) => Result<T>;
  readonly close: () => void;
};

export type Opening = {
  readonly path: string;
  /** What the file is, in the words of a fault: `the fleet's store`. */
  readonly title: string;
  /** How long it waits for another process that writes just now. */
  readonly patienceMs?: number;
};

const usualPatienceMs = 5_000;

/** FULL: the log is synced with every transaction; without that a loss of power takes the last ones back. */
const settings = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;";

export function sqliteDatabase(opening: Opening): Result<Database> {
  const opened = attempt(opening, "could not be opened", () => connectionTo(opening));
  return opened.ok ? done(databaseOn(opened.value, opening)) : opened;
}

function connectionTo({ path, patienceMs = usualPatienceMs }: Opening): DatabaseSync {
  const connection = new DatabaseSync(path, { timeout: patienceMs });
  try {
    const mode = connection.prepare("PRAGMA journal_mode = WAL").get()?.["journal_mode"];
    if (mode !== "wal") throw new Error(`this file system does not carry a write-ahead log; the journal stays \`${String(mode)}\``);
    connection.exec(settings);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function databaseOn(connection: DatabaseSync, opening: Opening): Database {
  const inside = transactionOn(connection);
  return {
    write: (work) => attempt(opening, "could not be written", () => within(connection, "BEGIN IMMEDIATE", () => work(inside))),
    read: (work) => attempt(opening, "could not be read", () => within(connection, "BEGIN", () => work(inside))),
    close: () => {
      if (connection.isOpen) connection.close();
    },
  };
}

/** Statements are compiled once: the same few are run all day. */
function transactionOn(connection: DatabaseSync): Transaction {
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  return {
    rows: (sql, ...values) => statement(sql).all(...values),
    run: (sql, ...values) => Number(statement(sql).run(...values).changes),
  };
}

function within<T>(connection: DatabaseSync, begin: string, work: () => T): T {
  connection.exec(begin);
  try {
    const result = work();
    connection.exec("COMMIT");
    return result;
  } catch (error) {
    // A full disk makes SQLite roll back by itself; a second time would hide what happened first.
    if (connection.isTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

function attempt<T>({ title, path }: Opening, what: string, work: () => T): Result<T> {
  try {
    return done(work());
  } catch (error) {
    const { code, todo } = kindOf(error);
    const said = error instanceof Error ? error.message : String(error);
    return fail({ code, what: `${title} \`${path}\` ${what}: ${said}`, follows: "nothing of this step was done", ...todo });
  }
}

/** The result codes of SQLite that a person can do something about; the low byte is the kind, the rest a shade of it. */
function kindOf(error: unknown): { readonly code: string; readonly todo?: { readonly todo: string } } {
  const number = (error as { readonly errcode?: unknown }).errcode;
  switch (typeof number === "number" ? number & 0xff : undefined) {
    case 5:
    case 6:
      return { code: "database.busy", todo: { todo: "see which other process has it open" } };
    case 8:
      return { code: "database.read-only", todo: { todo: "make the file and its folder writable" } };
    case 11:
    case 26:
      return { code: "database.damaged", todo: { todo: "move the file away and bring back a copy" } };
    case 13:
      return { code: "database.full", todo: { todo: "make room on the disk" } };
    default:
      return { code: "database.failed" };
  }
}
