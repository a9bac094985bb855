/** Durations and sizes are read as they are written, and written as they are read. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesFrom, bytesText, durationText, msFrom } from "./units.ts";

test("a duration is a number and a unit", () => {
  const known = { "90s": 90_000, "10m": 600_000, "12h": 43_200_000, "30d": 2_592_000_000, "250ms": 250, "0s": 0 };
  for (const [text, ms] of Object.entries(known)) assert.equal(msFrom(text), ms, text);
});

test("nothing else is one", () => {
  for (const text of ["", "5", "s", "5 m", " 5m", "-5m", "1.5h", "05m", "5M", "5w", "1e3s", "5m5s", "9999999999999d", "∞"])
    assert.equal(msFrom(text), undefined, text);
});

test("a size is a number and a unit", () => {
  assert.equal(bytesFrom("64MiB"), 64 * 2 ** 20);
  assert.equal(bytesFrom("1B"), 1);
  for (const text of ["64MB", "64", "64mib", "1.5GiB"]) assert.equal(bytesFrom(text), undefined, text);
});

test("what is written is read again as the same", () => {
  for (const ms of [0, 1, 999, 1_000, 61_000, 3_600_000, 86_400_000, 90_061_001]) assert.equal(msFrom(durationText(ms)), ms);
  for (const bytes of [0, 1, 1_023, 1_024, 2 ** 20 + 1, 3 * 2 ** 30]) assert.equal(bytesFrom(bytesText(bytes)), bytes);
  assert.equal(durationText(90_000), "90s");
  assert.equal(durationText(86_400_000), "1d");
});
