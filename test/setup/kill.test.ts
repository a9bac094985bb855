/** Set-up killed at random moments, ten of them or fifty, and two of them at once. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { chanceFrom, rounds, seed } from "../lib/random.ts";
import { type Checkout, launcherOf, madeIn, makeCheckout, makeFresh, run, setupOf, startSetup } from "./checkout.ts";

/** So often before a set-up may run to its end: every one begins on what the killed one before it left. */
const killsInRow = 5;
const rows = rounds(10, 50) / killsInRow;

let checkout: Checkout;
let model: readonly string[];
let wholeMs = 0;
const chance = chanceFrom(seed);
const moment = (): number => (chance.below(1_000) / 1_000) * wholeMs;

before(() => {
  checkout = makeCheckout();
  finish();
  model = madeIn(checkout);
});
after(() => checkout.remove());

function finish(): void {
  const { status, stderr } = run(checkout, { args: setupOf(checkout) });
  assert.equal(status, 0, stderr);
}

test("two at once: one works, the other waits and says so", async () => {
  makeFresh(checkout);
  const begun = performance.now();
  const both = await Promise.all([startSetup(checkout).ended, startSetup(checkout).ended]);
  wholeMs = performance.now() - begun;
  const said = both.map(({ stderr }) => stderr).join("");
  assert.deepEqual(
    both.map(({ status }) => status),
    [0, 0],
    said,
  );
  assert.equal(said.match(/another set-up \(process \d+\) is at work/g)?.length, 1, said);
  assert.equal(said.match(/npm installs/g)?.length, 1, said);
});

for (let row = 1; row <= rows; row += 1) {
  test(`recovers after ${killsInRow} in a row, for the ${row}. time of ${rows} (seed ${seed})`, async (context) => {
    makeFresh(checkout);
    for (let kill = 0; kill < killsInRow; kill += 1) {
      const what = chance.of(["alone", "group"] as const);
      const afterMs = moment();
      context.diagnostic(`killed ${what} after ${afterMs.toFixed(0)} ms of ${wholeMs.toFixed(0)}`);
      const setup = startSetup(checkout);
      await Promise.race([sleep(afterMs), setup.ended]);
      setup.kill(what);
      await setup.ended;
    }
    finish();
    assert.deepEqual(madeIn(checkout), model);
    assert.deepEqual(
      readdirSync(join(checkout.root, ".build")).filter((name) => name === "lock"),
      [],
    );
    const started = run(checkout, { args: [launcherOf(checkout), "--help"] });
    assert.deepEqual([started.status, started.stderr], [0, ""]);
  });
}
