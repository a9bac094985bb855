/** One step of a check: a program that is run to its end, and what came of it. */
import { spawn } from "node:child_process";
import { countsIn, type Counts } from "./junit.ts";

export type Step = {
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly limitMs: number;
  /** Where the program writes its JUnit report; a step with one runs tests. */
  readonly report?: string;
};

export type Outcome = {
  readonly title: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly output: string;
  readonly counts?: Counts;
};

export async function runStep(step: Step): Promise<Outcome> {
  const begun = performance.now();
  const { ended, output } = await runProgram(step);
  const outcome = { title: step.title, ms: performance.now() - begun, output };
  if (step.report === undefined) return { ...outcome, ok: ended };
  const counts = soundCounts(countsIn(step.report), ended);
  return { ...outcome, ok: counts.failed === 0, counts };
}

/** A runner that failed without a failed test, or ran none, has failed itself. */
function soundCounts(counts: Counts, ended: boolean): Counts {
  const sound = ended && counts.passed > 0;
  return sound || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

type Run = { readonly ended: boolean; readonly output: string };

/** The program gets a process group of its own, so that its children end with it. */
function runProgram({ program, args, limitMs }: Step): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const pieces: string[] = [];
    for (const channel of [child.stdout, child.stderr]) channel.setEncoding("utf8").on("data", (text: string) => pieces.push(text));
    const stop = (): void => endGroup(child.pid);
    const timer = setTimeout(() => {
      pieces.push(`\nstopped after ${limitMs / 1000} s\n`);
      stop();
    }, limitMs);
    process.on("exit", stop);
    const end = (ended: boolean): void => {
      clearTimeout(timer);
      process.off("exit", stop);
      resolve({ ended, output: pieces.join("") });
    };
    child.on("error", (error) => {
      pieces.push(`\`${program}\` could not be started: ${error.message}\n`);
      end(false);
    });
    child.on("close", (code) => end(code === 0));
  });
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
