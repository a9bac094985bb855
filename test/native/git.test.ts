/** What the host reads from git's index: which files are tracked and as git remembers them, in every form that git writes. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { call, chaosImage, folder, installed } from "./ground.ts";

const image = await chaosImage();
const [bound, odd] = [2, 4];

function git(place: string, ...words: readonly string[]): string {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main"];
  const env = { PATH: process.env["PATH"] ?? "", HOME: place, GIT_CONFIG_NOSYSTEM: "1" };
  const { status, stdout, stderr } = spawnSync("git", [...identity, ...words], { cwd: place, env, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** `[files, unchanged, top]`, or why not. */
function tracked(path: string, most = 20_000): unknown {
  const { exit, stdout, stderr } = installed(image, { input: call("ask", { questions: [["tracked", path, most]] }) });
  assert.equal(exit, 0, stderr);
  return (JSON.parse(stdout) as unknown[])[0];
}

const counts = (path: string) => (tracked(path) as unknown[]).slice(0, 2);

const files = ["a.txt", "a/one", "a/b/two", "a/b/three", "a-b/four", "käse/fünf", "zz"];

/** A repository with these files, all of them added well before its index was written. */
function repository(...init: readonly string[]): string {
  const place = folder("repository");
  git(place, "init", "-q", ...init);
  for (const name of files) write(place, name, name);
  symlinkSync("a/one", join(place, "link"));
  git(place, "add", "-A");
  return place;
}

/** Dated back, so that no file is of the same instant as the index. */
function write(place: string, name: string, text: string): void {
  mkdirSync(dirname(join(place, name)), { recursive: true });
  writeFileSync(join(place, name), text);
  utimesSync(join(place, name), 1_700_000_000, 1_700_000_000);
}

const questions: readonly (readonly [string, number])[] = [
  ["", 8],
  ["a", 3],
  ["a/", 3],
  ["a/b", 2],
  ["a/b/two", 1],
  ["a-b", 1],
  ["a.txt", 1],
  ["link", 1],
  ["käse", 1],
  ["missing", 0],
  ["a/b/tw", 0],
  [".git", 0],
];

/** The symbolic link is of the instant at which it was made, and may be as young as the index. */
function assertAll(place: string): void {
  for (const [name, expected] of questions) {
    const [found, unchanged] = counts(`${place}/${name}`) as [number, number];
    assert.equal(found, expected, name);
    assert.ok(unchanged === expected || (unchanged === expected - 1 && ["", "link"].includes(name)), name);
  }
}

const forms: readonly (readonly [string, (place: string) => void, readonly string[]])[] = [
  ["of version 2", () => {}, []],
  ["of version 4", (place) => git(place, "update-index", "--index-version", "4"), []],
  ["that is split", (place) => git(place, "update-index", "--split-index"), []],
  ["that is split, of version 4", (place) => git(place, "update-index", "--index-version", "4", "--split-index"), []],
  ["with sha256", () => {}, ["--object-format=sha256"]],
  [
    "with sha256, of version 4, split",
    (place) => git(place, "update-index", "--index-version", "4", "--split-index"),
    ["--object-format=sha256"],
  ],
  ["with an untracked cache", (place) => git(place, "update-index", "--untracked-cache"), []],
  ["that says where its entries end", (place) => git(place, "-c", "index.threads=4", "update-index", "--force-write-index"), []],
];

for (const [what, change, init] of forms) {
  test(`an index ${what} is read`, () => {
    const place = repository(...init);
    change(place);
    assertAll(place);
  });

  test(`in an index ${what}, changes after the last write show`, () => {
    const place = repository(...init);
    change(place);
    write(place, "a/one", "longer than before");
    write(place, "a/new", "new");
    write(place, "a/b/two", "longer too");
    rmSync(join(place, "a/b/three"));
    assert.deepEqual(counts(join(place, "a")), [2, 0]);
    git(place, "add", "a/one", "a/new");
    assert.deepEqual(counts(join(place, "a")), [3, 2]);
    git(place, "rm", "-q", "--cached", "-f", "a/one", "a/b/three");
    assert.deepEqual(counts(join(place, "a")), [2, 1]);
    git(place, "add", "-A");
    assert.deepEqual(counts(join(place, "a")), [3, 3]);
  });
}

test("a file that changed within its size and got its old date back does not pass as unchanged", () => {
  const place = repository();
  write(place, "zz", "yy");
  assert.deepEqual(counts(join(place, "zz")), [1, 0]);
});

test("a file of the same instant as the index does not pass as unchanged", () => {
  const place = repository();
  utimesSync(join(place, ".git/index"), 1_700_000_000, 1_700_000_000);
  assert.deepEqual(counts(join(place, "zz")), [1, 0]);
});

test("a file that is only announced, and one in conflict, do not pass as unchanged", () => {
  const place = repository();
  write(place, "announced", "x");
  git(place, "add", "--intent-to-add", "announced");
  assert.deepEqual(counts(join(place, "announced")), [1, 0]);
  git(place, "commit", "-qm", "one");
  git(place, "checkout", "-qb", "other");
  write(place, "zz", "other");
  git(place, "commit", "-qam", "two");
  git(place, "checkout", "-q", "main");
  write(place, "zz", "mine");
  git(place, "commit", "-qam", "three");
  const merge = spawnSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", "merge", "-q", "other"], { cwd: place });
  assert.notEqual(merge.status, 0);
  assert.equal((counts(join(place, "zz")) as number[])[1], 0);
});

test("a sparse index tells nothing of what it left out", () => {
  const place = repository();
  git(place, "commit", "-qm", "one");
  git(place, "sparse-checkout", "init", "--cone", "--sparse-index");
  git(place, "sparse-checkout", "set", "a-b");
  assert.match(git(place, "ls-files", "--sparse"), /^a\/$/m);
  write(place, "a/one", "a/one");
  assert.deepEqual([(counts(join(place, "a-b")) as number[])[0], counts(join(place, "a"))], [1, [0, 0]]);
});

test("a linked work tree and a submodule have indexes of their own", () => {
  const place = repository();
  git(place, "commit", "-qm", "one");
  const linked = join(folder("linked"), "tree");
  git(place, "worktree", "add", "-q", linked);
  assert.deepEqual([(tracked(join(linked, "a")) as unknown[])[0], (tracked(join(linked, "a")) as unknown[])[2]], [3, linked]);
  git(place, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", linked, "sub");
  assert.deepEqual((tracked(join(place, "sub/a")) as unknown[])[2], join(place, "sub"));
  assert.equal((counts(place) as number[])[0], 9);
});

test("a link on the way is followed, and the path itself is not", () => {
  const place = repository();
  const way = join(folder("way"), "in");
  symlinkSync(place, way);
  assert.deepEqual((tracked(join(way, "a")) as unknown[])[2], place);
  assert.equal(tracked(way), null);
});

test("without a repository there is nothing to say, and without an index nothing is tracked", () => {
  assert.equal(tracked(folder("bare")), null);
  const place = folder("fresh");
  git(place, "init", "-q");
  assert.deepEqual(tracked(join(place, "x")), [0, 0, place]);
});

test("more files than asked for are past the bound", () => {
  const place = repository();
  assert.equal(tracked(place, 7), bound);
  assert.deepEqual((tracked(place, 8) as unknown[])[0], 8);
});

/** What may have become of an index: none of it crashes the guard, and none clears a file. */
const damages: readonly (readonly [string, (index: Buffer) => Uint8Array])[] = [
  ["is empty", () => new Uint8Array()],
  ["is no index", () => Buffer.from("something else entirely, but long enough")],
  ["is of version 5", (index) => patched(index, 7, 5)],
  ["announces more entries than it has", (index) => patched(index, 8, 1)],
  ["has a name without an end", (index) => index.subarray(0, 100)],
  [
    "has an extension that nobody knows",
    (index) => Buffer.concat([index.subarray(0, -20), Buffer.from("link\0\0\0\0"), index.subarray(-20)]),
  ],
  [
    "has an extension that must be known",
    (index) => Buffer.concat([index.subarray(0, -20), Buffer.from("newx\0\0\0\0"), index.subarray(-20)]),
  ],
  [
    "has an extension that is cut off",
    (index) => Buffer.concat([index.subarray(0, -20), Buffer.from("TREE\0\xff\0\0"), index.subarray(-20)]),
  ],
  ["has an entry of no kind", (index) => patched(index, 12 + 26, 0)],
];

function patched(index: Buffer, place: number, value: number): Uint8Array {
  const copy = Buffer.from(index);
  copy[place] = value;
  return copy;
}

for (const [what, damage] of damages) {
  test(`an index that ${what} is odd`, () => {
    const place = repository();
    const path = join(place, ".git/index");
    writeFileSync(path, damage(readFileSync(path)));
    assert.equal(tracked(place), odd);
  });
}

test("a split index without its base is odd", () => {
  const place = repository();
  git(place, "update-index", "--split-index");
  spawnSync("/bin/sh", ["-c", `rm '${place}'/.git/sharedindex.*`]);
  assert.equal(tracked(place), odd);
});

test("an index that is cut anywhere, or has any byte changed, crashes nothing", () => {
  const place = repository();
  git(place, "update-index", "--split-index");
  write(place, "a/one", "changed once");
  git(place, "add", "-A");
  const path = join(place, ".git/index");
  const whole = readFileSync(path);
  const lines = Array.from({ length: 150 }, (_, step) => Math.floor((whole.length * step) / 150));
  for (const cut of lines) {
    writeFileSync(path, whole.subarray(0, cut));
    tracked(place);
    writeFileSync(path, patched(whole, cut, (whole[cut] ?? 0) ^ 0x55));
    tracked(place);
  }
});

test("an index of 100 MB is past the bound", () => {
  const place = repository();
  truncateSync(join(place, ".git/index"), 100 << 20);
  assert.equal(tracked(place), bound);
});
