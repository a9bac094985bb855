/** A log takes lines one after another, never grows beyond twice its bound, and follows no link. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { growingLog } from "./growing-log.ts";

function inFolder(work: (folder: string) => void): () => void {
  return () => {
    const folder = mkdtempSync(join(tmpdir(), "sheepdog-log-"));
    try {
      work(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

test(
  "it is this user's alone, and keeps what is said in its order",
  inFolder((folder) => {
    const path = join(folder, "log");
    const log = growingLog(path, () => 1_000);
    for (const line of ["one\n", "two\n"]) assert.equal(log.add(line), true);
    assert.equal(readFileSync(path, "utf8"), "one\ntwo\n");
    assert.equal(statSync(path).mode & 0o777, 0o600);
  }),
);

test(
  "beyond its bound it is put aside, with one older one at most",
  inFolder((folder) => {
    const path = join(folder, "log");
    const log = growingLog(path, () => 100);
    for (let number = 0; number < 100; number += 1) log.add(`${number} ${"x".repeat(20)}\n`);
    const kept = ["log.1", "log"].map((name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "")).join("");
    assert.ok(kept.length <= 250, `${kept.length}`);
    assert.match(kept, /^99 x+\n$/m);
    assert.equal(existsSync(`${path}.1.1`), false);
  }),
);

test(
  "where it cannot be written the line is lost, and whoever speaks goes on",
  inFolder((folder) => {
    symlinkSync("/dev/null", join(folder, "log"));
    assert.equal(growingLog(join(folder, "log"), () => 100).add("x\n"), false);
    assert.equal(growingLog(join(folder, "no/log"), () => 100).add("x\n"), false);
  }),
);
