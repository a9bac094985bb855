/** The simulator finds what somebody could break: mistakes are planted into copies of the fleet, one at a time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { rounds } from "../../lib/random.ts";
import { ourFleet } from "./code.ts";
import { patchedFleet } from "./patched.ts";
import { planted } from "./planted.ts";
import { scenarioFrom } from "./scenario.ts";
import { simulate } from "./simulation.ts";

const mostSeeds = 60;

/** The first seed that finds it. A copy that throws is broken for everybody to see. */
function foundBy(run: (seed: number) => readonly string[]): number | undefined {
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    try {
      if (run(seed).length > 0) return seed;
    } catch {
      return seed;
    }
  }
  return undefined;
}

test("a disk that says it has written, and has not, is found", () => {
  assert.notEqual(
    foundBy((seed) => simulate(ourFleet, scenarioFrom(seed), { skipsSync: true, most: 1 }).violations),
    undefined,
  );
});

for (const one of planted.slice(0, rounds(20, planted.length))) {
  test(`it is found when ${one.name}`, async () => {
    const { code, remove } = await patchedFleet(one);
    try {
      assert.notEqual(
        foundBy((seed) => simulate(code, scenarioFrom(seed), { most: 1 }).violations),
        undefined,
      );
    } finally {
      remove();
    }
  });
}
