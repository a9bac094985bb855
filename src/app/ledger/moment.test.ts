/** Points in time as people give them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { momentFrom } from "./moment.ts";

const now = Date.UTC(2026, 10, 21, 12, 0, 0);

for (const [text, at] of [
  ["7d", now - 7 * 86_400_000],
  ["90m", now - 5_400_000],
  ["2026-11-01", Date.UTC(2026, 10, 1)],
  ["2026-11-01T10:30", Date.UTC(2026, 10, 1, 10, 30)],
  ["2026-11-01 10:30:05", Date.UTC(2026, 10, 1, 10, 30, 5)],
  ["2026-11-01T10:30+02:00", Date.UTC(2026, 10, 1, 8, 30)],
] as const) {
  test(`${text} is a moment`, () => assert.equal(momentFrom(text, now), at));
}

for (const text of ["", "yesterday", "7", "d", "-1d", "2026-13-01", "2026-11-01T25:00", "20261101"]) {
  test(`${JSON.stringify(text)} is none`, () => assert.equal(momentFrom(text, now), undefined));
}
