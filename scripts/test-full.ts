#!/usr/bin/env bun
/** Tests at the sizes that are too long for every day, and keeps the last result in `docs/test-full.md`. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onGround } from "./lib/ground.ts";
import { type Counts, countsLine, sumOf } from "./lib/junit.ts";
import { fullPlan } from "./lib/plan.ts";
import { countsOfSteps, seconds, showSteps } from "./lib/show.ts";
import type { Outcome } from "./lib/step.ts";

await onGround(async (ground) => {
  process.env["SHEEPDOG_SIZE"] = "full";
  const outcomes = await showSteps(fullPlan(ground), console.log, 1);
  const counts = sumOf(countsOfSteps(outcomes));
  writeFileSync(join(ground.root, "docs/test-full.md"), reportOn(outcomes, counts));
  console.log(`\nkept in docs/test-full.md\n${countsLine(counts)}`);
  return counts.failed === 0 && counts.passed > 0;
});

function reportOn(outcomes: readonly Outcome[], counts: Counts): string {
  const rows = outcomes.map(
    ({ title, ok, ms, counts: own }) =>
      `| ${title} | ${ok ? "passed" : "failed"} | ${own === undefined ? "" : countsLine(own)} | ${seconds(ms)} |`,
  );
  return [
    "# The last run at full size",
    "",
    "Written by `npm run test:full`. Sizes: 100,000 compositions, 1,000,000 mutated commands, 1,000,000 mutated programs in other languages, 20,000 commands as data, every rewrite of every command, 4,000 commands beside a real bash, 60 mistakes put into the guard, set-up killed at fifty moments.",
    "",
    `- date: ${new Date().toISOString().slice(0, 10)}`,
    `- commit: ${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain") === "" ? "" : " and changes on top"}`,
    `- result: ${countsLine(counts)}`,
    "",
    "| step | result | tests | time |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { encoding: "utf8" }).trim();
}
