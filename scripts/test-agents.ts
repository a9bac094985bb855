#!/usr/bin/env bun
/** Tests the guard with the real agents: pinned, from the cache or the network, two files at a time. The last line is for machines. */
import { installClients } from "./lib/clients.ts";
import { onGround } from "./lib/ground.ts";
import { countsLine, sumOf } from "./lib/junit.ts";
import { agentsPlan } from "./lib/plan.ts";
import { countsOfSteps, showSteps } from "./lib/show.ts";

await onGround(async (ground) => {
  for (const sentence of await installClients(ground.root)) console.log(sentence);
  const outcomes = await showSteps(agentsPlan(ground), console.log, 1);
  const counts = sumOf(countsOfSteps(outcomes));
  console.log(`\n${countsLine(counts)}`);
  return counts.failed === 0;
});
