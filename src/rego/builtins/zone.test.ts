/** Time zones: what the clocks show, when they change, and the years beyond the table. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { momentIn, nanosecondsIn, readRule, zoneNamed, type Zone } from "./zone.ts";
import { zoneTable } from "./zone-table.ts";

function zone(name: string): Zone {
  return zoneNamed(name) ?? assert.fail(`there is no ${name}`);
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** In the way of RFC 3339, from a time in UTC written in the same way. */
function shown(name: string, time: string): string {
  const { year, month, day, hour, minute, second, offset } = momentIn(zone(name), BigInt(Date.parse(time)) * 1_000_000n);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)} ${offset.name} ${offset.seconds}`;
}

test("a zone has its offset and what that is called", () => {
  assert.equal(shown("Asia/Kolkata", "2022-12-02T18:40:53Z"), "2022-12-03 00:10:53 IST 19800");
  assert.equal(shown("America/New_York", "2018-02-05T12:00:00Z"), "2018-02-05 07:00:00 EST -18000");
  assert.equal(shown("UTC", "2018-02-05T12:00:00Z"), "2018-02-05 12:00:00 UTC 0");
});

test("clocks change at one moment, not a second before", () => {
  assert.equal(shown("America/New_York", "2025-03-09T06:59:59Z"), "2025-03-09 01:59:59 EST -18000");
  assert.equal(shown("America/New_York", "2025-03-09T07:00:00Z"), "2025-03-09 03:00:00 EDT -14400");
  assert.equal(shown("Australia/Lord_Howe", "2025-04-05T15:00:00Z"), "2025-04-06 01:30:00 +1030 37800");
});

test("years beyond the table follow the rule of the zone", () => {
  assert.equal(shown("Europe/Berlin", "2199-07-01T00:00:00Z"), "2199-07-01 02:00:00 CEST 7200");
  assert.equal(shown("Europe/Berlin", "2199-12-31T23:30:00Z"), "2200-01-01 00:30:00 CET 3600");
  assert.equal(shown("Australia/Sydney", "2150-01-01T00:00:00Z"), "2150-01-01 11:00:00 AEDT 39600");
});

test("before there were zones the sun counted", () => {
  assert.equal(shown("America/New_York", "1800-01-01T00:00:00Z"), "1799-12-31 19:03:58 LMT -17762");
});

/** What the clock shows in New York, half past the hour, in UTC. */
function inUtc(month: number, day: number, hour: number): string {
  const moment = { year: 2025, month, day, hour, minute: 30, second: 0, nanosecond: 0 };
  return new Date(Number(nanosecondsIn(zone("America/New_York"), moment) / 1_000_000n)).toISOString();
}

test("a time that is shown twice or never is the one that Go takes", () => {
  assert.equal(inUtc(11, 2, 1), "2025-11-02T05:30:00.000Z");
  assert.equal(inUtc(3, 9, 2), "2025-03-09T06:30:00.000Z");
});

test("names are those of the database, letter by letter", () => {
  for (const name of ["America", "america/new_york", "../etc", "", " ", "Nowhere", "America/New_York|", "LMT"])
    assert.equal(zoneNamed(name), undefined, name);
  assert.equal(zoneNamed("Asia/Calcutta"), zoneNamed("Asia/Calcutta"));
});

test("every zone of the table can be read, and has an offset for any time", () => {
  const names = zoneTable.split("\n").map((line) => line.split(/[ |]/)[0] as string);
  assert.ok(names.length > 400);
  for (const name of names)
    for (const time of [-9_223_372_036_854_775_808n, 0n, 9_223_372_036_854_775_807n]) {
      const { offset } = momentIn(zone(name), time);
      assert.ok(Math.abs(offset.seconds) <= 16 * 3600 && offset.name !== "", name);
    }
});

test("rules may be quoted, turned around, and beyond midnight", () => {
  assert.deepEqual(readRule("<+0330>-3:30"), { standard: { name: "+0330", seconds: 12_600 } });
  const { standard, summer } = readRule("IST-1GMT0,M10.5.0,M3.5.0/1");
  assert.deepEqual(
    [standard, summer?.offset],
    [
      { name: "IST", seconds: 3600 },
      { name: "GMT", seconds: 0 },
    ],
  );
  assert.equal(readRule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0").summer?.begins.time, -3600);
  assert.equal(readRule("EET-2EEST,M3.4.4/50,M10.4.4/50").summer?.ends.time, 50 * 3600);
});
