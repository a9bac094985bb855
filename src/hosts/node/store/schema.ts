/** The shape of the fleet's store, and how an older one becomes it. A step is never changed once it has been released. */
import { done, fail, type Result } from "../../../base/result.ts";
import type { Database } from "../sqlite.ts";

const steps: readonly (readonly string[])[] = [
  [
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE rows (place TEXT NOT NULL, id TEXT NOT NULL, row TEXT NOT NULL, PRIMARY KEY (place, id)) STRICT, WITHOUT ROWID",
    `CREATE TABLE journal (number INTEGER PRIMARY KEY, task TEXT NOT NULL, at INTEGER NOT NULL, fence INTEGER NOT NULL,
       what TEXT NOT NULL, detail TEXT NOT NULL) STRICT`,
    "CREATE INDEX journal_by_task ON journal (task, number)",
  ],
];

export const schemaVersion = steps.length;

/** All steps that are missing, in one transaction: the version is what was there or what is wanted, nothing between. */
export function migrateSchema(database: Database): Result<void> {
  const outcome = database.write((transaction) => {
    const found = Number(transaction.rows("PRAGMA user_version")[0]?.["user_version"] ?? 0);
    for (const statement of steps.slice(found).flat()) transaction.run(statement);
    if (found < schemaVersion) transaction.run(`PRAGMA user_version = ${schemaVersion}`);
    return found;
  });
  if (!outcome.ok) return outcome;
  return outcome.value <= schemaVersion ? done(undefined) : newer(outcome.value);
}

export function newer(found: number): Result<never> {
  return fail({
    code: "store.newer",
    what: `the fleet's store has version ${found}, this program knows ${schemaVersion} at most`,
    follows: "nothing was changed",
    todo: "run the newer program",
  });
}
