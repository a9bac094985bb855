/** Runs steps, some at a time, and shows one line for each as it ends. */
import { countsLine, type Counts } from "./junit.ts";
import { runStep, type Outcome, type Step } from "./step.ts";

export type Print = (line: string) => void;

export async function showSteps(steps: readonly Step[], print: Print, atOnce = 2): Promise<readonly Outcome[]> {
  const waiting = [...steps];
  const outcomes: Outcome[] = [];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await runStep(step);
      outcomes.push(outcome);
      showOutcome(outcome, print);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return outcomes;
}

function showOutcome({ title, ok, ms, output, counts }: Outcome, print: Print): void {
  const tests = counts === undefined ? "" : countsLine(counts);
  print(`${ok ? "ok    " : "FAILED"}  ${title.padEnd(20)} ${seconds(ms).padStart(8)}  ${tests}`.trimEnd());
  if (!ok) print(`${output.trimEnd()}\n`);
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** What the steps' tests came to; a failed step without tests is one failure. */
export function countsOfSteps(outcomes: readonly Outcome[]): readonly Counts[] {
  return outcomes.map(({ ok, counts }) => counts ?? { passed: 0, failed: ok ? 0 : 1, skipped: 0 });
}
