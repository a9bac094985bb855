/** Files as commands need them: whole texts, written so that a crash leaves the old or the new one. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { fail, done, type Result } from "../../base/result.ts";

export function readTextFile(path: string): Result<string> {
  try {
    return done(readFileSync(path, "utf8"));
  } catch (error) {
    return fail({ code: "file.unreadable", what: `\`${path}\` could not be read: ${(error as Error).message}` });
  }
}

/** Written beside, synced, renamed over, and the folder synced: the name never leads to half a file. */
export function writeTextFile(path: string, text: string, mode = 0o600): Result<void> {
  const draft = `${path}.${process.pid}.new`;
  try {
    const file = openSync(draft, "wx", mode);
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
    renameSync(draft, path);
    syncFolder(dirname(path));
    return done(undefined);
  } catch (error) {
    return fail({ code: "file.unwritable", what: `\`${path}\` could not be written: ${(error as Error).message}` });
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  fsyncSync(folder);
  closeSync(folder);
}
