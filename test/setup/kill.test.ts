/** Set-up killed at ten random moments, and two of them at once. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Checkout, launcherOf, madeIn, makeCheckout, makeFresh, run, setupOf, startSetup } from "./checkout.ts";

/** Ten in all: so many in a row before a set-up may run to its end. */
const killsInRow = [1, 2, 3, 4];

let checkout: Checkout;
let model: readonly string[];
let wholeMs = 0;
const random = randomFrom(Number(process.env["SHEEPDOG_SEED"] ?? Date.now() % 1_000_000));

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

for (const kills of killsInRow) {
  test(`recovers after ${kills} in a row`, async (context) => {
    makeFresh(checkout);
    for (let kill = 0; kill < kills; kill += 1) {
      const what = random() < 0.5 ? "alone" : "group";
      const afterMs = random() * wholeMs;
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

/** A small generator whose seed is printed, so that a failure can be had again. */
function randomFrom(seed: number): () => number {
  console.log(`set-up is killed by seed ${seed}; SHEEPDOG_SEED=${seed} repeats it`);
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
