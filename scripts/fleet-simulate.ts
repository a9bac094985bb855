#!/usr/bin/env bun
/** Simulates the fleet with these seeds, from the first to the last: what was violated, how much happened, and the hash of each trace. */
import { ourFleet } from "../test/fleet/simulation/code.ts";
import { scenarioFrom } from "../test/fleet/simulation/scenario.ts";
import { simulate } from "../test/fleet/simulation/simulation.ts";

const [from = "1", to = from] = process.argv.slice(2);
let broken = 0;
for (let seed = Number(from); seed <= Number(to); seed += 1) {
  const { hash, events, kills, finished, violations } = simulate(ourFleet, scenarioFrom(seed));
  if (violations.length > 0) broken += 1;
  console.log(`${seed}: ${events} events, ${kills} kills, ${finished ? "finished" : "not finished"}, trace ${hash.slice(0, 16)}`);
  for (const violation of violations) console.log(`  ${violation}`);
}
process.exitCode = broken === 0 ? 0 : 1;
