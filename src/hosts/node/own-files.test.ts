/** A file of ours is the old or the new one, whatever fails, dies or loses power, and one that others could have written is not read. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createOwnFile, type Disk, dropOldDrafts, readOwnFile, replaceOwnFile } from "./own-files.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog-own-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** A disk in memory that keeps apart what was written and what was synced, and stops at one step. */
function diskOf(old: string | null, stopAt: number) {
  const files = new Map<number, { text: string; synced: string }>();
  const names = new Map<string, number>(old === null ? [] : [["/d/f", 0]]);
  if (old !== null) files.set(0, { text: old, synced: old });
  let durable = new Map(names);
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps === stopAt) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  const disk: Disk = {
    create: (path) => {
      step();
      const id = files.size + 1;
      files.set(id, { text: "", synced: "" });
      names.set(path, id);
      return id;
    },
    write: (file, all, from) => {
      step();
      const here = files.get(file);
      assert.ok(here !== undefined);
      // No more than three bytes at a time: a write may be short.
      const piece = Buffer.from(all.subarray(from, from + 3)).toString();
      here.text += piece;
      return piece.length;
    },
    sync: (file) => {
      step();
      const here = files.get(file);
      assert.ok(here !== undefined);
      here.synced = here.text;
    },
    close: () => step(),
    rename: (from, to) => {
      step();
      const id = names.get(from);
      assert.ok(id !== undefined);
      names.set(to, id);
      names.delete(from);
    },
    link: (from, to) => {
      step();
      if (names.has(to)) throw Object.assign(new Error("it is there"), { code: "EEXIST" });
      const id = names.get(from);
      assert.ok(id !== undefined);
      names.set(to, id);
    },
    remove: (path) => {
      step();
      names.delete(path);
    },
    syncFolder: () => {
      step();
      durable = new Map(names);
    },
  };
  /** What a process sees that starts after a crash, and what may be there after a power failure: any name as it was synced or as it is. */
  const found = (table: ReadonlyMap<string, number>, lost: boolean): string | null => {
    const file = files.get(table.get("/d/f") ?? -1);
    return file === undefined ? null : lost ? file.synced : file.text;
  };
  const seen = (): readonly (string | null)[] => [found(names, false), found(names, true), found(durable, true)];
  return { disk, seen, steps: () => steps };
}

const ways: readonly (readonly [string, string | null, (disk: Disk) => { readonly ok: boolean }])[] = [
  ["replaced", "old content", (disk) => replaceOwnFile("/d/f", bytes("new content"), disk)],
  ["made where there was none by replacing", null, (disk) => replaceOwnFile("/d/f", bytes("new content"), disk)],
  ["created", null, (disk) => createOwnFile("/d/f", bytes("new content"), disk)],
];

for (const [what, old, write] of ways) {
  test(`a file that is ${what} is old or new when any step fails, and new on the disk when it is done`, () => {
    const whole = diskOf(old, 0);
    assert.ok(write(whole.disk).ok);
    assert.deepEqual(whole.seen(), ["new content", "new content", "new content"]);
    for (let stop = 1; stop <= whole.steps(); stop += 1) {
      const { disk, seen } = diskOf(old, stop);
      const done = write(disk).ok;
      for (const text of seen()) assert.ok(text === old || text === "new content", `step ${stop}: ${JSON.stringify(text)}`);
      if (done) assert.deepEqual(seen(), ["new content", "new content", "new content"], `step ${stop}`);
    }
  });
}

test("what is created is left alone where something is there", () => {
  const { disk, seen } = diskOf("old content", 0);
  assert.deepEqual(createOwnFile("/d/f", bytes("new content"), disk), { ok: true, value: false });
  assert.equal(seen()[0], "old content");
});

test("a file is private from its first moment, whatever the umask", () => {
  const before = process.umask(0);
  try {
    assert.ok(replaceOwnFile(join(folder, "private"), bytes("x")).ok);
  } finally {
    process.umask(before);
  }
  assert.equal(statSync(join(folder, "private")).mode & 0o777, 0o600);
});

test("no draft stays behind, and one that a dead process left is taken away", () => {
  const place = join(folder, "drafts");
  mkdirSync(place);
  writeFileSync(join(place, "f.0123.draft"), "half");
  assert.ok(replaceOwnFile(join(place, "f"), bytes("x")).ok);
  dropOldDrafts(place);
  assert.deepEqual(readdirSync(place), ["f"]);
});

function fileWith(name: string, change: (path: string) => void): string {
  const path = join(folder, name);
  writeFileSync(path, "content", { mode: 0o600 });
  change(path);
  return path;
}

function made(name: string, make: (path: string) => unknown): string {
  make(join(folder, name));
  return join(folder, name);
}

const strange: readonly (readonly [string, () => string])[] = [
  ["that others may read", () => fileWith("readable", (path) => chmodSync(path, 0o644))],
  ["that others may write", () => fileWith("writable", (path) => chmodSync(path, 0o602))],
  ["with a second name", () => fileWith("twice", (path) => linkSync(path, `${path}.other`))],
  ["that is a link", () => fileWith("linked", (path) => symlinkSync(path, `${path}.link`)).concat(".link")],
  ["that is a pipe", () => made("pipe", (path) => execFileSync("mkfifo", ["-m", "600", path]))],
  ["that is a folder", () => made("dir", (path) => mkdirSync(path, { mode: 0o700 }))],
];

for (const [what, make] of strange) {
  test(`a file ${what} is not ours alone, and not read`, () => {
    const read = readOwnFile(make());
    assert.equal(read.ok ? undefined : read.fault.code, "file.not-ours");
  });
}

test("a file of somebody else is not read, also by root", { skip: process.getuid?.() !== 0 }, () => {
  const read = readOwnFile(fileWith("foreign", (path) => chownSync(path, 4_242, 4_242)));
  assert.equal(read.ok ? undefined : read.fault.code, "file.not-ours");
});

test("what is not there is none, and no fault", () => assert.deepEqual(readOwnFile(join(folder, "nothing")), { ok: true, value: null }));

test("what is written is read again, to the byte", () => {
  const all = Uint8Array.from({ length: 256 }, (_, at) => at);
  assert.ok(replaceOwnFile(join(folder, "bytes"), all).ok);
  assert.deepEqual(new Uint8Array(readFileSync(join(folder, "bytes"))), all);
  const read = readOwnFile(join(folder, "bytes"));
  assert.ok(read.ok && read.value !== null);
  assert.deepEqual(new Uint8Array(read.value), all);
});
