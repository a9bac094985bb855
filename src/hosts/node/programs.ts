/** Runs other programs: with a deadline, with their whole group ended when it passes, and without a shell. */
import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";

export type Run = {
  readonly program: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
};

/** `exit` is the code, or the name of the signal that ended it, or why it could not start. */
export type RunResult = { readonly stdout: string; readonly stderr: string; readonly exit: number | string; readonly timedOut: boolean };

export function runProgram(run: Run): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(run.program, run.args, {
      detached: true,
      stdio: "pipe",
      ...(run.cwd === undefined ? {} : { cwd: run.cwd }),
      ...(run.env === undefined ? {} : { env: run.env }),
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
    }, run.timeoutMs);
    const finish = (exit: number | string): void => {
      clearTimeout(timer);
      resolve({ stdout: Buffer.concat(out).toString("utf8"), stderr: Buffer.concat(err).toString("utf8"), exit, timedOut });
    };
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", (error) => finish(error.message));
    // What it left behind in its group goes with it; else that would hold the pipes open for as long as it likes.
    child.on("exit", () => endGroup(child.pid));
    child.on("close", (code, signal) => finish(code ?? signal ?? "unknown"));
    // A program may end before it has read its input; that shows in its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(run.input ?? "");
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group has ended by itself in the meantime.
  }
}

/** Hands our own standard streams to a program and waits for its end. */
export function runAttached(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: "inherit" });
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 128));
  });
}

/** The program that a shell would start, by the folders of a PATH; relative folders are passed over. */
export function findProgram(name: string, searchPath: string): string | undefined {
  const places = searchPath.split(":").filter((folder) => folder.startsWith("/"));
  return places.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there, or not for us to run: the search goes on.
    return false;
  }
}
