/** This very program once more, as a process of its own that outlives us: with the same runtime and the same seals. */
import { spawn } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { done, type Result } from "../../base/result.ts";
import { systemFault } from "./fault.ts";

export type Started = { readonly exit: () => number | string | undefined };

/** What it says goes to a file, which is emptied first; nothing of it is read from or written to a terminal. */
export function startAgain(args: readonly string[], said: string): Result<Started> {
  let file: number | undefined;
  try {
    file = openSync(said, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW, 0o600);
    const child = spawn(process.execPath, ownWords(args), { detached: true, stdio: ["ignore", file, file], cwd: "/" });
    let exit: number | string | undefined;
    child.on("error", (error) => {
      exit = error.message;
    });
    child.on("exit", (code, signal) => {
      exit = code ?? signal ?? "unknown";
    });
    child.unref();
    return done({ exit: () => exit });
  } catch (error) {
    return systemFault("program.unstartable", "the daemon could not be started", error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The words that start it by hand, for a unit file. */
export function ownCommand(args: readonly string[]): readonly string[] {
  return [process.execPath, ...ownWords(args)];
}

function ownWords(args: readonly string[]): readonly string[] {
  return [...process.execArgv, process.argv[1] ?? "", ...args];
}
