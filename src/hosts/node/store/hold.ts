/** Who holds a store: a lock that the kernel takes from a process that dies, so that no lease has to run out and no dead one is believed. */
import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { done, fail, type Result } from "../../../base/result.ts";
import { errorCode, systemFault } from "../fault.ts";

/** SQLite locks right on every system, and within one process as well. */
export function takeHold(path: string): Result<() => void> {
  let database: DatabaseSync | undefined;
  try {
    makePrivate(path);
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec("BEGIN EXCLUSIVE");
    const lock = database;
    return done(() => {
      if (lock.isOpen) lock.close();
    });
  } catch (error) {
    database?.close();
    return isBusy(error) ? heldByAnother(path) : systemFault("store.unheld", `\`${path}\` could not be locked`, error);
  }
}

/** Never opened here once it is there: closing it would let go of a lock that this very process holds. */
function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && (error as { readonly errcode?: unknown }).errcode === 5;
}

function heldByAnother(path: string): Result<never> {
  return fail({
    code: "store.held",
    what: `another daemon holds the fleet's store (\`${path}\`)`,
    follows: "this one was not started",
    todo: "end the other one first",
  });
}
