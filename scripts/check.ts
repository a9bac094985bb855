#!/usr/bin/env bun
/** Checks the repository in under a minute: types, lint, format, tidy, unit tests, corpus, dead code. */
import { budgetLines } from "./lib/budget.ts";
import { onGround } from "./lib/ground.ts";
import { checkPlan } from "./lib/plan.ts";
import { seconds, showSteps } from "./lib/show.ts";

await onGround(async (ground) => {
  const begun = performance.now();
  const outcomes = await showSteps(checkPlan(ground), console.log);
  const failed = outcomes.filter((outcome) => !outcome.ok);
  console.log(["", "beauty budget", ...budgetLines(ground.root), ""].join("\n"));
  console.log(`${outcomes.length - failed.length} of ${outcomes.length} steps in ${seconds(performance.now() - begun)}`);
  return failed.length === 0;
});
