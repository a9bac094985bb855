/** Readings: one unit, one owner, and a forecast that says how sure it is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reading } from "./reading.ts";
import { forecast, resetOf, shareOf } from "./readings.ts";

const at = Date.UTC(2027, 0, 15, 12);

test("a ratio and a percentage become the same share", () => {
  assert.deepEqual(
    [shareOf(0.4, "ratio"), shareOf(40, "percent")],
    [
      { ok: true, value: 0.4 },
      { ok: true, value: 0.4 },
    ],
  );
});

test("a little more than all is all; a number in another unit is refused", () => {
  assert.deepEqual(shareOf(104, "percent"), { ok: true, value: 1 });
  for (const [value, unit] of [
    [40, "ratio"],
    [-1, "percent"],
    [Number.NaN, "ratio"],
    [400, "percent"],
  ] as const) {
    assert.equal(shareOf(value, unit).ok, false);
  }
});

test("a reset is read in the unit that was said", () => {
  const resetsAt = at + 3_600_000;
  assert.equal(resetOf(resetsAt / 1000, "seconds", at), resetsAt);
  assert.equal(resetOf(resetsAt, "milliseconds", at), resetsAt);
  assert.equal(resetOf(new Date(resetsAt).toISOString(), "iso", at), resetsAt);
});

test("a reset in the wrong unit, or none, is unknown and never made up", () => {
  const resetsAt = at + 3_600_000;
  assert.equal(resetOf(resetsAt, "seconds", at), "unknown");
  assert.equal(resetOf(resetsAt / 1000, "milliseconds", at), "unknown");
  assert.equal(resetOf("soon", "iso", at), "unknown");
  assert.equal(resetOf(null, "nothing", at), "unknown");
});

const reading = (usedShare: number, steadyMs: number, before: Reading["before"]): Reading => ({
  id: "first/all/weekly",
  account: "first",
  scope: "all",
  window: "weekly",
  source: "client",
  usedShare,
  observedAt: at,
  observedSteadyMs: steadyMs,
  resetsAt: "unknown",
  before,
});

test("the forecast lies between the fastest and the slowest pace that was seen", () => {
  const minutes = [
    { steadyMs: 0, usedShare: 0.1 },
    { steadyMs: 60_000, usedShare: 0.2 },
  ];
  // A tenth in one minute, then a twentieth; three quarters are left.
  assert.deepEqual(forecast(reading(0.25, 120_000, minutes)), { atEarliestMs: 450_000, atLatestMs: 900_000 });
});

test("without a pace there is no forecast", () => {
  assert.equal(forecast(reading(0.5, 0, [])), undefined);
  assert.equal(forecast(reading(0.5, 60_000, [{ steadyMs: 0, usedShare: 0.5 }])), undefined);
});
