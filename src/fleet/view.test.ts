/** What people are shown: counts that add up, stale numbers as stale, and lanes that nobody has used yet. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Bench, first, key, noon } from "../../test/fleet/faults/bench.ts";

const read = (value: number, at: number) =>
  ({
    is: "quota-read",
    account: "first",
    identity: null,
    scope: "all",
    window: "weekly",
    value,
    unit: "ratio",
    resets: at,
    resetsIn: "milliseconds",
    source: "client",
  }) as const;

test("every task is counted once, and the oldest that waits is known", () => {
  const bench = new Bench({ settings: { pool: { first: 11, most: 1 } } });
  const session = bench.work({ task: "a" });
  bench.give({ task: "b" });
  bench.give({ task: "c", text: "" });
  bench.pass(60_000);
  assert.deepEqual(bench.view().tasks, { queued: 1, leased: 1, parked: 0, held: 0, done: 0, dead: 1, cancelled: 0 });
  assert.deepEqual([bench.view().oldestWaitingMs, bench.view().sessions], [60_000, 1]);
  bench.end(session);
  assert.equal(bench.view().tasks.done, 1);
});

test("a reading is shown with its age: past its time or its reset it is stale", () => {
  const bench = new Bench();
  bench.tell(read(0.4, noon + 600_000));
  const shown = () => bench.view().accounts[0]?.readings.map((one) => [one.reading.usedShare, one.stale]);
  assert.deepEqual(shown(), [[0.4, false]]);
  bench.pass(601_000);
  assert.deepEqual(shown(), [[0.4, true]]);
});

test("the forecast is shown with the reading that it comes from", () => {
  const bench = new Bench();
  bench.tell(read(0.2, noon + 9_000_000));
  bench.pass(60_000);
  bench.tell(read(0.4, noon + 9_000_000));
  assert.deepEqual(bench.view().accounts[0]?.readings[0]?.forecast, { atEarliestMs: 180_000, atLatestMs: 180_000 });
});

test("accounts come by rank, and one that was never used has a lane of which nothing is known", () => {
  const bench = new Bench({ accounts: [key, first] });
  assert.deepEqual(
    bench.view().accounts.map(({ account, lanes }) => [account.id, lanes.map((lane) => lane.state.is)]),
    [
      ["first", ["unknown"]],
      ["key", ["unknown"]],
    ],
  );
});
