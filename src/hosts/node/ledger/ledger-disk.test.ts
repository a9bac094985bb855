/** The ledger's files on a real disk: private, never through a link, and whole. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bytesOfAscii } from "../../../base/bytes.ts";
import type { Result } from "../../../base/result.ts";
import { ledgerDisk } from "./ledger-disk.ts";

const ground = mkdtempSync(join(tmpdir(), "ledger-disk-"));
after(() => rmSync(ground, { recursive: true, force: true }));

let folders = 0;
const newFolder = (): string => join(ground, String((folders += 1)), "ledger");
const bytes = bytesOfAscii;

function valueOf<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? "" : result.fault.what);
  return result.value;
}

test("files and their folders are made for their owner alone", () => {
  const folder = newFolder();
  const disk = ledgerDisk(folder);
  valueOf(disk.append("records", bytes("one")));
  valueOf(disk.replace("keys/log", bytes("two")));
  const mode = (name: string): number => statSync(join(folder, name)).mode & 0o777;
  assert.deepEqual([mode("."), mode("keys"), mode("records"), mode("keys/log")], [0o700, 0o700, 0o600, 0o600]);
});

test("what is appended stands at the end, what is replaced is whole, and a part is read as asked", () => {
  const disk = ledgerDisk(newFolder());
  valueOf(disk.append("records", bytes("one ")));
  valueOf(disk.append("records", bytes("two")));
  assert.deepEqual(valueOf(disk.read("records", { from: 2, bytes: 4 })), Buffer.from("e tw"));
  assert.deepEqual(valueOf(disk.read("records", { from: 5, bytes: 400 })), Buffer.from("wo"));
  valueOf(disk.cut("records", 3));
  assert.equal(valueOf(disk.size("records")), 3);
  valueOf(disk.replace("records", bytes("new")));
  assert.deepEqual(valueOf(disk.read("records", { from: 0, bytes: 9 })), Buffer.from("new"));
});

test("what is not there has no size, no names, and cannot be read", () => {
  const disk = ledgerDisk(newFolder());
  assert.equal(valueOf(disk.size("records")), null);
  assert.deepEqual(valueOf(disk.names("segments")), []);
  assert.equal(disk.read("records", { from: 0, bytes: 1 }).ok, false);
  assert.equal(disk.sync("records").ok, false);
  valueOf(disk.append("records", bytes("one")));
  for (let again = 0; again < 2; again += 1) valueOf(disk.remove("records"));
  assert.equal(valueOf(disk.size("records")), null);
});

test("a link, a folder or a pipe in place of a file is neither read nor written through", () => {
  const folder = newFolder();
  const disk = ledgerDisk(folder);
  mkdirSync(join(folder, "folder"), { recursive: true });
  const outside = join(ground, "outside");
  writeFileSync(outside, "outside");
  symlinkSync(outside, join(folder, "link"));
  for (const name of ["link", "folder"]) {
    assert.equal(disk.append(name, bytes("x")).ok, false, name);
    assert.equal(disk.read(name, { from: 0, bytes: 1 }).ok, false, name);
    assert.equal(disk.cut(name, 0).ok, false, name);
  }
  valueOf(disk.replace("link", bytes("own")));
  assert.deepEqual([readFileSync(outside, "utf8"), readFileSync(join(folder, "link"), "utf8")], ["outside", "own"]);
});

test("a draft that somebody left, or put there as a link, is not written through", () => {
  const folder = newFolder();
  const disk = ledgerDisk(folder);
  mkdirSync(folder, { recursive: true });
  const outside = join(ground, "outside-too");
  symlinkSync(outside, join(folder, "checkpoint.new"));
  valueOf(disk.replace("checkpoint", bytes("whole")));
  assert.deepEqual([existsSync(outside), readFileSync(join(folder, "checkpoint"), "utf8")], [false, "whole"]);
});
