/** A ledger that is looked after: sealed, put aside by size or age, given up when it was kept for long enough, and sound all the while. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { frame, verify } from "../../proof/ledger/ledger.ts";
import { exclusively } from "../../hosts/node/node.ts";
import { tendLedger } from "./tend-ledger.ts";
import { checkingKey, workplaceIn, type Workplace } from "./workplace.ts";

const hour = 3_600_000;
const day = 24 * hour;
const rules = { rotateBytes: 10_000, rotateMs: 7 * day, keepMs: 30 * day };

function inLedger(work: (place: Workplace, write: (records: number, at: number) => void) => void): () => void {
  return () => {
    const folder = mkdtempSync(join(tmpdir(), "sheepdog-keeping-"));
    const write = (records: number, at: number): void => {
      const text = Array.from({ length: records }, (_, number) => frame({ at: at + number, is: "notice", version: 1 })).join("");
      writeFileSync(join(folder, "records"), text, { flag: "a", mode: 0o600 });
    };
    try {
      work(workplaceIn(folder, 0), write);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function tended(place: Workplace, at: number): { readonly leaves: number; readonly rotated: boolean; readonly removed: number } {
  const found = tendLedger(place, rules, at);
  assert.ok(found.ok, found.ok ? "" : found.fault.what);
  const key = checkingKey(place, undefined);
  const sound = key.ok ? verify(place.tools, key.value, []) : key;
  assert.ok(sound.ok && sound.value.findings.length === 0, "what is left is sound");
  const { leaves, rotated, removed } = found.value;
  return { leaves, rotated, removed };
}

const now = Date.now();

test(
  "what is new is sealed, and what is sealed is left alone",
  inLedger((place, write) => {
    assert.deepEqual(tended(place, now), { leaves: 0, rotated: false, removed: 0 });
    write(5, now);
    assert.deepEqual(tended(place, now), { leaves: 5, rotated: false, removed: 0 });
    assert.deepEqual(tended(place, now), { leaves: 5, rotated: false, removed: 0 });
  }),
);

test(
  "records are put aside when they are large, or when the first of them is old",
  inLedger((place, write) => {
    write(300, now);
    assert.deepEqual(tended(place, now), { leaves: 301, rotated: true, removed: 0 });
    write(1, now - 8 * day);
    assert.deepEqual(tended(place, now), { leaves: 303, rotated: true, removed: 0 });
    write(1, now - 6 * day);
    assert.deepEqual(tended(place, now), { leaves: 304, rotated: false, removed: 0 });
  }),
);

test(
  "a segment goes when nothing was written to it for as long as the settings say, and not before",
  inLedger((place, write) => {
    write(300, now);
    tended(place, now);
    const segment = join(place.folder, "segments/00000001");
    assert.equal(tended(place, now + 29 * day).removed, 0);
    assert.ok(existsSync(segment));
    assert.equal(tended(place, now + 31 * day).removed, 1);
    assert.equal(existsSync(segment), false);
  }),
);

test(
  "whoever works there meanwhile is not waited for, and nothing is changed",
  inLedger((place, write) => {
    write(5, now);
    const meanwhile = exclusively(join(place.folder, "lock"), () => tendLedger(place, rules, now));
    assert.equal(meanwhile.ok ? "" : meanwhile.fault.code, "lock.busy");
    assert.equal(tended(place, now).leaves, 5);
  }),
);

test("a ledger that cannot be made is a fault", () => {
  const place = workplaceIn("/dev/null/ledger", 0);
  assert.equal(tendLedger(place, rules, now).ok, false);
});
