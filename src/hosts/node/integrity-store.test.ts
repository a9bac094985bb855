/** Contents are kept once and given back whole, files come back with their rights, and what is taken away is not lost. */
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { keepContent, keptContent, restoreFile, restoreLink, restoreRights, takeAway } from "./integrity-store.ts";

const root = mkdtempSync(join(tmpdir(), "sheepdog-kept-"));
after(() => rmSync(root, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const mine = { mode: 0o751, owner: process.getuid?.() ?? 0, group: process.getgid?.() ?? 0 };

test("a content is kept once, privately, and comes back", () => {
  const store = join(root, "store");
  mkdirSync(store);
  const [one, again] = [keepContent(store, bytes("x")), keepContent(store, bytes("x"))];
  assert.ok(one.ok && again.ok && one.value === again.value);
  assert.deepEqual(readdirSync(store), [one.value]);
  assert.equal(statSync(join(store, one.value)).mode & 0o777, 0o600);
  const kept = keptContent(store, one.value);
  assert.ok(kept.ok && Buffer.from(kept.value ?? []).toString() === "x");
});

test("a kept content that is another than its name says is a fault, and none is none", () => {
  const store = join(root, "damaged");
  mkdirSync(store);
  const kept = keepContent(store, bytes("content"));
  assert.ok(kept.ok);
  writeFileSync(join(store, kept.value), "Content");
  assert.equal(keptContent(store, kept.value).ok, false);
  assert.deepEqual(keptContent(store, "ab".repeat(32)), { ok: true, value: null });
  assert.equal(keptContent(store, "../damaged").ok, false);
});

test("a file comes back with its rights, over whatever file or link stands there", () => {
  const path = join(root, "deep/er/file");
  assert.ok(restoreFile(path, bytes("one"), mine).ok);
  assert.equal(statSync(path).mode & 0o7777, 0o751);
  rmSync(path);
  writeFileSync(join(root, "victim"), "untouched");
  symlinkSync(join(root, "victim"), path);
  assert.ok(restoreFile(path, bytes("two"), mine).ok);
  assert.equal(readFileSync(path, "utf8"), "two");
  assert.ok(!lstatSync(path).isSymbolicLink());
  assert.equal(readFileSync(join(root, "victim"), "utf8"), "untouched");
});

test("rights come back without touching the content, and never through a link", () => {
  const path = join(root, "rights");
  writeFileSync(path, "x");
  chmodSync(path, 0o666);
  assert.ok(restoreRights(path, mine).ok);
  assert.equal(statSync(path).mode & 0o7777, 0o751);
  symlinkSync(path, join(root, "rights-link"));
  assert.equal(restoreRights(join(root, "rights-link"), { ...mine, mode: 0o600 }).ok, false);
  assert.equal(statSync(path).mode & 0o7777, 0o751);
});

test("a link comes back in one step", () => {
  const path = join(root, "link");
  symlinkSync("old", path);
  assert.ok(restoreLink(path, "new").ok);
  assert.equal(readlinkSync(path), "new");
});

test("what is taken away is whole elsewhere, and nobody can run it", () => {
  const [path, to] = [join(root, "program"), join(root, "taken")];
  writeFileSync(path, "#!/bin/sh\n", { mode: 0o755 });
  assert.ok(takeAway(path, to).ok);
  assert.ok(!existsSync(path));
  assert.equal(readFileSync(to, "utf8"), "#!/bin/sh\n");
  assert.equal(statSync(to).mode & 0o777, 0o600);
});

test("a link is taken away itself, and what it leads to stays", () => {
  const [path, to] = [join(root, "leads"), join(root, "taken-link")];
  writeFileSync(join(root, "target"), "x", { mode: 0o755 });
  symlinkSync(join(root, "target"), path);
  assert.ok(takeAway(path, to).ok);
  assert.equal(readlinkSync(to), join(root, "target"));
  assert.equal(statSync(join(root, "target")).mode & 0o777, 0o755);
});

test("what is not there cannot be taken away", () => assert.equal(takeAway(join(root, "none"), join(root, "x")).ok, false));
