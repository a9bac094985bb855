/** Whoever is not the holder may read the store, beside the holder and without one, and changes nothing by it. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sqliteDatabase } from "../sqlite.ts";
import { readFleetStore } from "./reading.ts";
import { sqliteStore } from "./store.ts";

const root = mkdtempSync(join(tmpdir(), "sheepdog-reading-"));
after(() => rmSync(root, { recursive: true, force: true }));

test("it sees what is committed while a daemon holds it, and the daemon goes on", () => {
  const path = join(root, "held.sqlite");
  const store = sqliteStore(path);
  const opened = store.open();
  assert.ok(opened.ok);
  const { epoch } = opened.value;
  const note = { task: "t", at: 7, fence: 1, what: "arrived", detail: "" };
  assert.ok(store.commit({ epoch, changes: [{ table: "tasks", id: "t", row: { id: "t" } }], notes: [note] }).ok);
  const read = readFleetStore(path);
  assert.ok(read.ok && read.value !== null);
  assert.deepEqual(read.value.rows, [{ table: "tasks", id: "t", row: { id: "t" } }]);
  assert.deepEqual(read.value.journal("t"), { ok: true, value: [note] });
  assert.ok(store.commit({ epoch, changes: [{ table: "tasks", id: "t", row: null }], notes: [] }).ok, "its epoch was not taken from it");
  read.value.close();
  store.close();
});

test("where no fleet has been nothing is made, and what is no store is said to be none", () => {
  const path = join(root, "none.sqlite");
  assert.deepEqual(readFleetStore(path), { ok: true, value: null });
  assert.equal(existsSync(path), false);
  writeFileSync(path, "no database\n".repeat(100));
  const damaged = readFleetStore(path);
  assert.equal(damaged.ok ? "" : damaged.fault.code, "store.damaged");
  const later = sqliteDatabase({ path: join(root, "later.sqlite"), title: "a later one" });
  assert.ok(later.ok);
  later.value.write((transaction) => transaction.run("PRAGMA user_version = 999"));
  later.value.close();
  const newer = readFleetStore(join(root, "later.sqlite"));
  assert.equal(newer.ok ? "" : newer.fault.code, "store.newer");
});
