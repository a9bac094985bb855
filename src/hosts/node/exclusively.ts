/** One process at a time: a lock that the kernel takes away from a process that dies. SQLite holds it, so that it is right on every system. */
import { closeSync, constants, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { done, fail, type Result } from "../../base/result.ts";
import { systemFault } from "./fault.ts";

const patienceMs = 10_000;

/** Waits for a bounded time; what is done inside has to be short and must not wait for a person. */
export function exclusively<T>(lock: string, work: () => Result<T>, waitMs = patienceMs): Result<T> {
  const held = take(lock, waitMs);
  if (!held.ok) return held;
  try {
    return work();
  } finally {
    held.value.close();
  }
}

/** Held until `close`, or until this process ends however it ends. Does not wait. */
export function heldExclusively(lock: string): Result<{ readonly close: () => void }> {
  const held = take(lock, 0);
  return held.ok ? done({ close: () => held.value.close() }) : held;
}

function take(lock: string, waitMs: number): Result<DatabaseSync> {
  let database: DatabaseSync | undefined;
  try {
    // Made here first: SQLite would make it readable for others, and would follow a link.
    closeSync(openSync(lock, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600));
    database = new DatabaseSync(lock);
    database.exec(`PRAGMA busy_timeout=${waitMs}`);
    database.exec("BEGIN EXCLUSIVE");
    return done(database);
  } catch (error) {
    database?.close();
    const busy = error instanceof Error && (error as { readonly errcode?: unknown }).errcode === sqliteBusy;
    return busy ? fail(stillBusy(lock)) : systemFault("lock.untaken", `the lock \`${lock}\` could not be taken`, error);
  }
}

const sqliteBusy = 5;

function stillBusy(lock: string): { readonly code: string; readonly what: string; readonly follows: string; readonly todo: string } {
  return {
    code: "lock.busy",
    what: `another process has held \`${lock}\` for too long`,
    follows: "nothing was changed",
    todo: "end that process, or wait for it, then run this again",
  };
}
