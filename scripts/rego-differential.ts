#!/usr/bin/env bun
/** Compares our Rego with OPA on policies made at random, in batches: `npm run rego:differential -- [COUNT] [SEED] [--resume]`. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Batch, comparedIn, compareBatch, type Difference, sumOf } from "../test/rego/differential/batch.ts";
import { freshProgress, type Progress, readProgress, writeProgress } from "../test/rego/differential/progress.ts";
import { seed } from "../test/lib/random.ts";

const version = "v1.22.0";
const folder = join(process.cwd(), ".cache/opa");
const program = join(folder, "opa");
const kept = join(folder, "progress.json");
const batchSize = 500;
/** Many times what a batch takes: something hangs. */
const batchMs = 600_000;
const mostShown = 10;

const words = process.argv.slice(2);
const [first = "1000", second] = words.filter((word) => !word.startsWith("--"));

if (words.includes("--batch")) await runBatch(Number(first), Number(second));
else if (existsSync(program) || built()) compare(Number(first));
else console.log("OPA is not at hand and Go, which would build it, is missing: nothing was compared");

/** OPA from the Go module proxy: `GOBIN=$PWD/.cache/opa go install github.com/open-policy-agent/opa@v1.22.0`. */
function built(): boolean {
  if (spawnSync("go", ["version"]).status !== 0) return false;
  execFileSync("go", ["install", "-p", "1", `github.com/open-policy-agent/opa@${version}`], {
    env: { ...process.env, GOBIN: folder },
    stdio: "inherit",
  });
  return true;
}

/** Until so many pairs were compared; those that OPA refuses by its checks of types do not count. */
function compare(count: number): void {
  let progress = start();
  console.log(`until ${count} pairs are compared, from seed ${progress.next}; ${comparedIn(progress.tally)} were before`);
  while (comparedIn(progress.tally) < count && progress.tally.different < mostShown) {
    const { tally, differences } = batchInProcess(progress.next);
    for (const difference of differences) show(difference);
    const { sources, seed: from, next } = progress;
    progress = { sources, seed: from, next: next + batchSize, tally: sumOf(progress.tally, tally) };
    writeProgress(kept, progress);
  }
  console.log(`${comparedIn(progress.tally)} compared: ${shownTally(progress)}`);
  process.exitCode = progress.tally.different === 0 ? 0 : 1;
}

function start(): Progress {
  const earlier = words.includes("--resume") ? readProgress(kept) : undefined;
  return earlier ?? freshProgress(second === undefined ? seed : Number(second));
}

/** In a process of its own, which gives back what it took and cannot hang for ever. */
function batchInProcess(from: number): Batch {
  const args = [fileURLToPath(import.meta.url), String(from), String(batchSize), "--batch"];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    timeout: batchMs,
    killSignal: "SIGKILL",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`the batch of the seeds ${from} to ${from + batchSize - 1} did not end well`);
  return JSON.parse(stdout) as Batch;
}

async function runBatch(from: number, count: number): Promise<void> {
  console.log(JSON.stringify(await compareBatch({ program, from, count })));
}

function show({ seed: from, policy, input, theirs, ours }: Difference): void {
  console.log(`\nseed ${from}\n${policy}input: ${JSON.stringify(input)}\nOPA:  ${theirs}\nours: ${ours}`);
}

function shownTally({ tally }: Progress): string {
  return Object.entries(tally)
    .map(([is, times]) => `${times} ${is}`)
    .join(", ");
}
