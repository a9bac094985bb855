/** The machine as World sees it through Node: what lies where, and an honest "not known" for the rest. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { foreignIn } from "./mounts.ts";
import { bytesOf, textOf } from "./names.ts";
import { nodeWorld } from "./node.ts";
import { resolvedPath, touchable } from "./paths.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-world-")));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (path: string): string => join(root, path);

mkdirSync(at("folder/deep"), { recursive: true });
writeFileSync(at("folder/file"), "hello", { mode: 0o640 });
writeFileSync(at("folder/deep/other"), "1234567");
symlinkSync("folder/file", at("link"));
symlinkSync("loop", at("loop"));
symlinkSync(at("nowhere/at all"), at("dangling"));
symlinkSync("/", at("folder/up"));
execFileSync("mkfifo", [at("pipe")]);

const world = nodeWorld({ HOME: "/home/dev", EMPTY: "" });
const owner = process.getuid?.() ?? 0;

test("an entry is what lies there itself, links not followed", () => {
  assert.deepEqual(world.entry(at("folder/file")), { known: true, value: { kind: "file", bytes: 5, mode: 0o640, owner } });
  const kinds = ["folder", "link", "dangling", "loop", "pipe", "absent", "folder/file/below"].map((path) => world.entry(at(path)));
  assert.deepEqual(
    kinds.map((seen) => seen.known && seen.value.kind),
    ["folder", "link", "link", "link", "other", "absent", "absent"],
  );
});

test("a path is resolved link by link, and what does not exist stays as it is written", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["link", "folder/file"],
    ["folder/../link", "folder/file"],
    ["folder/./deep//", "folder/deep"],
    ["dangling", "nowhere/at all"],
    ["absent/x/../y", "absent/y"],
    ["absent/../link", "folder/file"],
    ["folder/file/x", "folder/file/x"],
  ];
  for (const [path, leads] of cases) assert.deepEqual(world.resolved(`${root}/${path}`), { known: true, value: at(leads) }, path);
  assert.deepEqual(world.resolved(`${root}/folder/up/../etc`), { known: true, value: "/etc" });
  assert.deepEqual(world.resolved("/"), { known: true, value: "/" });
  assert.deepEqual(world.resolved("/../.."), { known: true, value: "/" });
  assert.deepEqual(world.resolved(at("loop")), { known: false, why: "odd" });
});

test("a text is read from its start, up to the bound, and only from a regular file", () => {
  assert.deepEqual(world.text(at("link"), 100), { known: true, value: { text: "hello", whole: true } });
  assert.deepEqual(world.text(at("link"), 5), { known: true, value: { text: "hello", whole: true } });
  assert.deepEqual(world.text(at("link"), 4), { known: true, value: { text: "hell", whole: false } });
  for (const path of ["folder", "pipe", "absent", "loop"]) assert.deepEqual(world.text(at(path), 100), { known: false, why: "odd" }, path);
});

test("names come sorted, up to the bound", () => {
  assert.deepEqual(world.names(at("folder"), 100), { known: true, value: { names: ["deep", "file", "up"], whole: true } });
  const some = world.names(at("folder"), 2);
  assert.deepEqual([some.known && some.value.names.length, some.known && some.value.whole], [2, false]);
  assert.deepEqual(world.names(at("link"), 10), { known: false, why: "odd" });
});

test("a tree is counted without following links, up to the bound", () => {
  assert.deepEqual(world.tree(at("folder"), 100), { known: true, value: { files: 3, bytes: 5 + 7 + 1, whole: true } });
  const some = world.tree(at("folder"), 2);
  assert.equal(some.known && some.value.whole, false);
  assert.deepEqual(world.tree(at("link"), 100), { known: false, why: "odd" });
  assert.deepEqual(world.tree(at("absent"), 100), { known: false, why: "odd" });
});

test("variables are the ones that were handed in", () => {
  assert.deepEqual(
    ["HOME", "EMPTY", "PATH"].map((name) => world.variable(name)),
    ["/home/dev", "", null].map((value) => ({ known: true, value })),
  );
});

test("what is no absolute path is not looked for", () => {
  for (const path of ["folder", "", "~/x", "/a\0b", "/\uD800"]) assert.deepEqual(world.entry(path), { known: false, why: "odd" });
});

test("a closed folder is said to be closed", { skip: owner === 0 ? "root may enter every folder" : false }, () => {
  mkdirSync(at("closed/in"), { recursive: true });
  chmodSync(at("closed"), 0o000);
  assert.deepEqual(world.entry(at("closed/in")), { known: false, why: "denied" });
  chmodSync(at("closed"), 0o700);
});

const bytes = Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0xf0, 0x9f, 0x98]);

test("a name that is no UTF-8 has a text of its own, and leads back to its bytes", () => {
  assert.equal(textOf(bytes), "a\uDCFFé\uDCF0\uDC9F\uDC98");
  assert.deepEqual(bytesOf(textOf(bytes)), bytes);
  assert.equal(bytesOf("\uD83D"), undefined);
});

const noOddNames = process.versions["bun"] === undefined ? false : "Bun opens names by their text only";

test("an entry whose name is no UTF-8 is seen", { skip: noOddNames }, () => {
  mkdirSync(Buffer.concat([Buffer.from(at("odd-")), bytes]));
  const name = `odd-${textOf(bytes)}`;
  const names = world.names(root, 100);
  assert.ok(names.known && names.value.names.includes(name));
  const entry = world.entry(at(name));
  assert.equal(entry.known && entry.value.kind, "folder");
});

const table = [
  "22 1 252:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw",
  "30 22 0:40 / /mnt/far\\040away rw shared:5 master:1 - nfs4 host:/x rw",
  "31 22 0:41 / /run/user/1/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw",
  "32 22 0:42 / /auto rw - autofs systemd-1 rw",
  "",
].join("\n");

test("network, FUSE and autofs mounts are found in the table of mounts", () => {
  assert.deepEqual([...foreignIn(table)], ["/mnt/far away", "/run/user/1/gvfs", "/auto"]);
});

test("nothing at or below a foreign mount is touched, by whatever way", () => {
  const foreign = new Set([at("folder")]);
  for (const path of ["folder", "folder/file", "link"])
    assert.deepEqual(resolvedPath(at(path), foreign), { known: false, why: "foreign" }, path);
  assert.deepEqual(touchable(at("folder/file"), foreign), { known: false, why: "foreign" });
  assert.deepEqual(touchable(at("link"), foreign), { known: true, value: at("link") });
  assert.deepEqual(touchable(at("pipe"), new Set(["/"])), { known: false, why: "foreign" });
});
