/** The row of the judge: generated calls through one process. */
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { BenchGround } from "./ground.ts";
import { judgeCalls } from "./inputs.ts";
import { measuredRow, type Row } from "./report.ts";

const calls = 2000;
const rounds = 5;
const least = 1000;

export function measureJudge(ground: BenchGround): Row {
  const input = ground.fileWith(judgeCalls(calls, { cwd: ground.project, home: ground.home }));
  const rates = Array.from({ length: rounds }, () => callsPerSecond(ground, input)).sort((one, other) => one - other);
  const [slowest = 0, median = 0, fastest = 0] = [rates[0], rates[rounds >> 1], rates.at(-1)];
  const measured = `${median.toFixed(0)} calls/s in the median of ${rounds} rounds (${slowest.toFixed(0)} to ${fastest.toFixed(0)}), ${calls} calls each, start included`;
  return measuredRow({
    what: "`judge` over many calls, one process",
    reach: `≥ ${least} calls/s`,
    measured,
    figures: { median, slowest, fastest },
    reached: median >= least,
  });
}

function callsPerSecond(ground: BenchGround, input: string): number {
  const stdin = openSync(input, "r");
  const begun = performance.now();
  const { status, stdout } = spawnSync(ground.guard, ["judge"], {
    stdio: [stdin, "pipe", "inherit"],
    env: { HOME: ground.home },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const seconds = (performance.now() - begun) / 1000;
  closeSync(stdin);
  const answers = stdout.split("\n").filter((line) => line !== "").length;
  if (status !== 0 || answers !== calls) throw new Error(`the judge answered ${answers} of ${calls} calls and ended with ${status}`);
  return calls / seconds;
}
