/** Runs other programs: with a deadline, with their whole group ended when it passes, and without a shell. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";
import { done, type Result } from "../../base/result.ts";
import { systemFault } from "./fault.ts";

export type Run = {
  readonly program: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
};

/** `exit` is the code, or the name of the signal that ended it, or why it could not start or was not let go on. */
export type RunResult = { readonly stdout: string; readonly stderr: string; readonly exit: number | string; readonly timedOut: boolean };

/** A program that says more than this is ended like one that takes too long, and what it said so far is all that is kept of it. */
export const mostOutputBytes = 64 * 1024 * 1024;

export async function runProgram(run: Run): Promise<RunResult> {
  try {
    return await heard(started(run), run);
  } catch (error) {
    // Some runtimes throw where others report: a file that is no program is the same to us either way.
    return { stdout: "", stderr: "", exit: error instanceof Error ? error.message : String(error), timedOut: false };
  }
}

function started({ program, args, cwd, env }: Run): ChildProcessWithoutNullStreams {
  return spawn(program, args, {
    detached: true,
    stdio: "pipe",
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
}

function heard(child: ChildProcessWithoutNullStreams, { input = "", timeoutMs }: Run): Promise<RunResult> {
  return new Promise((resolve) => {
    const said = { out: [] as Buffer[], err: [] as Buffer[], bytes: 0 };
    const hear = (channel: Buffer[]) => (chunk: Buffer) => {
      said.bytes += chunk.length;
      if (said.bytes <= mostOutputBytes) channel.push(chunk);
      else endGroup(child.pid);
    };
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
    }, timeoutMs);
    const finish = (exit: number | string): void => {
      clearTimeout(timer);
      const [stdout, stderr] = [said.out, said.err].map((chunks) => Buffer.concat(chunks).toString("utf8")) as [string, string];
      resolve({ stdout, stderr, exit: said.bytes > mostOutputBytes ? tooMuch : exit, timedOut });
    };
    child.stdout.on("data", hear(said.out));
    child.stderr.on("data", hear(said.err));
    child.on("error", (error) => finish(error.message));
    // What it left behind in its group goes with it; else that would hold the pipes open for as long as it likes.
    child.on("exit", () => endGroup(child.pid));
    child.on("close", (code, signal) => finish(code ?? signal ?? "unknown"));
    // A program may end before it has read its input; that shows in its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

const tooMuch = `ended because it said more than ${mostOutputBytes} bytes`;

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group has ended by itself in the meantime.
  }
}

/** Hands our own standard streams to a program and waits for its end: its exit code, or why it could not start. */
export async function runAttached(program: string, args: readonly string[], changes: EnvChanges = {}): Promise<Result<number>> {
  try {
    return done(await attached(program, args, changes));
  } catch (error) {
    return systemFault("program.unstartable", `\`${program}\` could not be started`, error);
  }
}

/** Variables that differ from our own; `null` takes one away. */
export type EnvChanges = Readonly<Record<string, string | null>>;

function attached(program: string, args: readonly string[], changes: EnvChanges): Promise<number> {
  const env = Object.fromEntries(Object.entries({ ...process.env, ...changes }).filter(([, value]) => value !== null)) as NodeJS.ProcessEnv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", env });
    child.on("error", reject);
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
