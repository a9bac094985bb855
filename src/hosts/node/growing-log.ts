/** A log file that is only added to, and put aside when it is large: with the one before it, never more than twice the bound. */
import { closeSync, constants, fstatSync, openSync, renameSync, writeSync } from "node:fs";

export type GrowingLog = {
  /** `false`: the line is lost, such as on a full disk. */
  readonly add: (line: string) => boolean;
};

export function growingLog(path: string, mostBytes: () => number): GrowingLog {
  return {
    add: (line) => {
      try {
        if (added(path, line) > mostBytes()) renameSync(path, `${path}.1`);
        return true;
      } catch {
        // Whoever logs has something else to do; that lines are lost is counted and shown.
        return false;
      }
    },
  };
}

function added(path: string, line: string): number {
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  try {
    writeSync(file, line);
    return fstatSync(file).size;
  } finally {
    closeSync(file);
  }
}
