#!/usr/bin/env bun
/** Tests everything that needs no network: the check, the same tests on Node, then whole programs. The last line is for machines. */
import { onGround } from "./lib/ground.ts";
import { countsLine, sumOf } from "./lib/junit.ts";
import { checkPlan, endToEndPlan, nodePlan } from "./lib/plan.ts";
import { countsOfSteps, showSteps } from "./lib/show.ts";

await onGround(async (ground) => {
  const checked = await showSteps(checkPlan(ground), console.log);
  const again = await showSteps(nodePlan(ground), console.log, 1);
  const whole = await showSteps(endToEndPlan(ground), console.log, 1);
  const counts = sumOf(countsOfSteps([...checked, ...again, ...whole]));
  console.log(`\n${countsLine(counts)}`);
  return counts.failed === 0 && counts.passed > 0;
});
