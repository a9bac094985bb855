/** Runs other programs: with a deadline, with their whole group ended when it passes, and without a shell. */
import { spawn } from "node:child_process";

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
