/** What three older guards said, row by row: ours says the same, or says why not. Rows of `open.txt` are not right yet. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testGuard } from "../lib/bundled.ts";
import { agrees, decisionOnSeed, openFile, type Seed, seeds } from "./seeds.ts";

const guard = testGuard();
const title = ({ file, line, id, verdict, call }: Seed): string => `corpus/seeds/${file}:${line} ${id} ${verdict} ${call}`;

for (const seed of seeds().filter(({ file }) => file !== openFile)) {
  test(title(seed), () => {
    const decision = decisionOnSeed(seed.call, guard);
    assert.deepEqual([decision.verdict, decision.steps[0]?.rule ?? "-"], [seed.verdict, seed.rule]);
  });
}

for (const seed of seeds().filter(({ file }) => file === openFile)) {
  test(`${title(seed)}, still open`, () => {
    const { verdict, steps } = decisionOnSeed(seed.call, guard);
    const settled = verdict === seed.verdict;
    assert.ok(!settled, `now passes, by \`${steps[0]?.rule ?? "-"}\`: move the line to the file of its guard, with that rule`);
  });
}

test("where our verdict is not theirs, the row says why", () => {
  const silent = seeds().filter(({ theirs, verdict, why }) => !agrees(theirs, verdict) && why === undefined);
  assert.deepEqual(silent.map(title), []);
});

test("a reason is given only where the verdicts differ", () => {
  const idle = seeds().filter(({ theirs, verdict, why }) => agrees(theirs, verdict) && why !== undefined);
  assert.deepEqual(idle.map(title), []);
});
