/** Reads the fleet's store for somebody who is not its holder: all that is there at one moment, and nothing is changed. */
import { existsSync } from "node:fs";
import { done, type Result } from "../../../base/result.ts";
import type { Note, StoredRow } from "../../../fleet/fleet.ts";
import { type Database, sqliteDatabase } from "../sqlite.ts";
import { newer, schemaVersion } from "./schema.ts";
import { damaged, inWordsOfTheStore, journalOf, storedRow } from "./store.ts";

export type StoreReading = {
  readonly rows: readonly StoredRow[];
  readonly journal: (task: string) => Result<readonly Note[]>;
  readonly close: () => void;
};

/** `null` where no fleet has ever been. */
export function readFleetStore(path: string): Result<StoreReading | null> {
  if (!existsSync(path)) return done(null);
  const opened = sqliteDatabase({ path, title: "the fleet's store" });
  if (!opened.ok) return inWordsOfTheStore(opened);
  const database = opened.value;
  const rows = rowsIn(database);
  if (rows.ok && rows.value !== null)
    return done({ rows: rows.value, journal: (task) => journalOf(database, task), close: database.close });
  database.close();
  return rows.ok ? done(null) : rows;
}

function rowsIn(database: Database): Result<readonly StoredRow[] | null> {
  const read = database.read((transaction) => {
    const version = Number(transaction.rows("PRAGMA user_version")[0]?.["user_version"] ?? 0);
    const isKnown = version > 0 && version <= schemaVersion;
    return { version, rows: isKnown ? transaction.rows("SELECT place, id, row FROM rows ORDER BY place, id").map(storedRow) : [] };
  });
  if (!read.ok) return inWordsOfTheStore(read);
  const { version, rows } = read.value;
  if (version === 0) return done(null);
  if (version > schemaVersion) return newer(version);
  return rows.every((row) => row !== undefined) ? done(rows) : damaged();
}
