/** Notices: once for each incident, at night alarms alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Bench, noon, ordersOf } from "../../test/fleet/faults/bench.ts";
import { isQuiet } from "./notices.ts";
import { defaultSettings } from "./settings.ts";

const at = (hour: number, minute: number): number => Date.UTC(2027, 0, 15, hour, minute);
const night = { ...defaultSettings, quiet: { fromMinute: 22 * 60, toMinute: 7 * 60 } };

test("quiet hours may go past midnight, and end on the minute", () => {
  const quiet = [at(21, 59), at(22, 0), at(23, 59), at(0, 0), at(6, 59), at(7, 0)].map((now) =>
    isQuiet({ at: now, settings: () => night }),
  );
  assert.deepEqual(quiet, [false, true, true, true, true, false]);
  assert.equal(isQuiet({ at: at(3, 0), settings: () => defaultSettings }), false);
});

const allDay = { quiet: { fromMinute: 0, toMinute: 12 * 60 + 5 } };

test("what is no alarm waits for the end of the quiet hours and is then told once", () => {
  const bench = new Bench({ settings: allDay });
  assert.deepEqual(ordersOf(bench.give({ text: "" }), "notify"), []);
  const told = Array.from({ length: 10 }, () => bench.pass(60_000)).flatMap((orders) => ordersOf(orders, "notify"));
  // Given again until it is answered, under one id.
  const ids = new Set(told.map((order) => order.id));
  assert.deepEqual([ids.size, told[0]?.incident, told[0]?.at], [1, "dead:t", noon]);
});

test("an alarm is told at once", () => {
  const bench = new Bench({ settings: allDay });
  const orders = bench.tell({ is: "account-health", account: "first", identity: null, health: "on-hold" });
  assert.deepEqual(
    ordersOf(orders, "notify").map((order) => order.urgency),
    ["alarm"],
  );
});

test("the same again is counted and not told; after it was over it is a new incident", () => {
  const bench = new Bench();
  const say = (health: "signed-out" | "good"): number =>
    ordersOf(bench.tell({ is: "account-health", account: "first", identity: null, health }), "notify").length;
  assert.deepEqual([say("signed-out"), say("signed-out"), say("good"), say("signed-out")], [1, 0, 0, 1]);
});
