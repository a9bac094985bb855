/** Files and folders are written in one step, and a file of somebody else stays what it was but for its content. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  linkSync,
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
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import {
  copyProgram,
  ensurePrivateFolder,
  fileHash,
  hashOf,
  linkTarget,
  isWritable,
  missingFolders,
  namesIn,
  nodeCrypto,
  readTextFile,
  readTextIfThere,
  removeEmptyFolder,
  removeFile,
  removeLink,
  removeTree,
  replaceFile,
  swapLink,
  throwawayFolder,
  writeTextFile,
} from "./node.ts";

const root = mkdtempSync(join(tmpdir(), "sheepdog-files-"));
after(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
function folder(): string {
  folders += 1;
  const path = join(root, `case ${folders}`);
  mkdirSync(path);
  return path;
}

test("a written file is private, whole, and leaves no draft behind", () => {
  const path = join(folder(), "record");
  assert.ok(writeTextFile(path, "é".repeat(100_000)).ok);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(readFileSync(path, "utf8").length, 100_000);
  assert.deepEqual(readdirSync(join(path, "..")), ["record"]);
});

test("a replaced file keeps its mode, and a new one is private", () => {
  const here = folder();
  writeFileSync(join(here, "settings"), "old");
  chmodSync(join(here, "settings"), 0o640);
  assert.ok(replaceFile(join(here, "settings"), "new").ok);
  assert.ok(replaceFile(join(here, "fresh"), "new").ok);
  assert.deepEqual([statSync(join(here, "settings")).mode & 0o777, statSync(join(here, "fresh")).mode & 0o777], [0o640, 0o600]);
  assert.equal(readFileSync(join(here, "settings"), "utf8"), "new");
});

test("a link stays a link, and what it leads to is replaced, even where that is still to be made", () => {
  const here = folder();
  mkdirSync(join(here, "dotfiles"));
  writeFileSync(join(here, "dotfiles/settings"), "old");
  symlinkSync("dotfiles/settings", join(here, "one"));
  symlinkSync(join(here, "one"), join(here, "two"));
  symlinkSync("dotfiles/absent", join(here, "three"));
  assert.ok(replaceFile(join(here, "two"), "new").ok);
  assert.ok(replaceFile(join(here, "three"), "made").ok);
  assert.deepEqual([readlinkSync(join(here, "one")), readlinkSync(join(here, "three"))], ["dotfiles/settings", "dotfiles/absent"]);
  assert.equal(readFileSync(join(here, "dotfiles/settings"), "utf8"), "new");
  assert.equal(readFileSync(join(here, "dotfiles/absent"), "utf8"), "made");
});

test("a link that leads to itself is a fault, not an endless walk", () => {
  const here = folder();
  symlinkSync("loop", join(here, "loop"));
  assert.ok(!replaceFile(join(here, "loop"), "x").ok || lstatSync(join(here, "loop")).isFile());
});

const device = join(root, "device");
const noDevice = spawnSync("mknod", [device, "c", "1", "3"]).status === 0 ? false : "devices cannot be made here";

test("what is no regular file is refused with a sentence and stays, also where a link leads to it", async () => {
  const here = folder();
  execFileSync("mkfifo", [join(here, "pipe")]);
  mkdirSync(join(here, "folder"));
  const server = createServer().listen(join(here, "socket"));
  await once(server, "listening");
  for (const name of ["pipe", "folder", "socket"]) {
    symlinkSync(name, join(here, `link to ${name}`));
    for (const path of [join(here, name), join(here, `link to ${name}`)]) refused(path, lstatSync(join(here, name)).ino);
    assert.ok(removeLink(join(here, `link to ${name}`)).ok);
    assert.equal(removeLink(join(here, name)).ok, false);
    assert.equal(swapLink(join(here, name), "x").ok, false);
  }
  assert.deepEqual(readdirSync(here).sort(), ["folder", "pipe", "socket"]);
  server.close();
});

test("a device is refused and stays", { skip: noDevice }, () => {
  refused(device, lstatSync(device).ino);
  assert.ok(lstatSync(device).isCharacterDevice());
});

/** No way of writing, replacing, reading or removing takes it; the same entry lies there afterwards. */
function refused(path: string, inode: number): void {
  const ways = [
    writeTextFile(path, "x"),
    replaceFile(path, "x"),
    readTextIfThere(path),
    fileHash(path),
    removeFile(path),
    copyProgram(path, `${path}.copy`, "0"),
    copyProgram("/bin/sh", path, hashOf(readFileSync("/bin/sh"))),
  ];
  for (const way of ways) assert.match(way.ok ? "done" : sentenceOf(way.fault), /is a (folder|pipe|socket|device)/, path);
  assert.equal(statSync(path).ino, inode);
}

test("what cannot be written leaves the old content and no draft", () => {
  const here = folder();
  writeFileSync(join(here, "taken"), "old");
  const result = replaceFile(join(here, "taken/file"), "new");
  assert.ok(!result.ok);
  assert.match(result.fault.what, /could not be written/);
  assert.deepEqual(readdirSync(here), ["taken"]);
});

test("a file that is not there is no fault for whoever asks so, and one for whoever needs it", () => {
  const path = join(folder(), "absent");
  assert.deepEqual(readTextIfThere(path), { ok: true, value: null });
  assert.equal(readTextFile(path).ok, false);
  assert.equal(readTextIfThere(root).ok, false);
  writeFileSync(path, Buffer.from([0xff]));
  assert.equal(readTextIfThere(path).ok, false);
  writeFileSync(path, "\uFEFF{}");
  assert.deepEqual(readTextIfThere(path), { ok: true, value: "\uFEFF{}" });
  assert.ok(removeFile(path).ok);
});

test("a folder of ours is closed to others even where it was open before", () => {
  const path = join(folder(), "a/b");
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
  assert.ok(ensurePrivateFolder(path).ok);
  assert.equal(statSync(path).mode & 0o777, 0o700);
});

test("a copied program can be run at once and replaces the one before", () => {
  const here = folder();
  writeFileSync(join(here, "old"), "old");
  linkSync(join(here, "old"), join(here, "program"));
  writeFileSync(join(here, "new"), "#!/bin/sh\n", { mode: 0o600 });
  assert.ok(copyProgram(join(here, "new"), join(here, "program"), hashOf(Buffer.from("#!/bin/sh\n"))).ok);
  assert.equal(statSync(join(here, "program")).mode & 0o777, 0o755);
  assert.equal(readFileSync(join(here, "old"), "utf8"), "old");
});

test("a copy that is not what it should be never gets its name", () => {
  const here = folder();
  writeFileSync(join(here, "new"), "");
  const copied = copyProgram(join(here, "new"), join(here, "program"), hashOf(Buffer.from("#!/bin/sh\n")));
  assert.match(copied.ok ? "" : sentenceOf(copied.fault), /could not be copied .*: the copy is not what was to be copied/);
  assert.deepEqual(readdirSync(here), ["new"]);
});

test("a link is swapped in one step, also over itself", () => {
  const link = join(folder(), "guard");
  for (const target of ["versions/1/guard", "versions/2/guard", "versions/2/guard"]) {
    assert.ok(swapLink(link, target).ok);
    assert.equal(linkTarget(link), target);
  }
  assert.equal(linkTarget(root), null);
});

test("the folders that are missing are named from the inside out", () => {
  const here = folder();
  assert.deepEqual(missingFolders(join(here, "a/b")), [join(here, "a/b"), join(here, "a")]);
  assert.deepEqual(missingFolders(here), []);
  assert.deepEqual([isWritable(here), isWritable(join(here, "a"))], [true, false]);
});

test("what a link leads to goes and the link stays, or the other way round", () => {
  const here = folder();
  writeFileSync(join(here, "target"), "x");
  symlinkSync("target", join(here, "link"));
  assert.ok(removeFile(join(here, "link")).ok);
  assert.deepEqual(readdirSync(here), ["link"]);
  assert.ok(removeLink(join(here, "link")).ok);
  assert.deepEqual(readdirSync(here), []);
});

test("a folder goes only when it is empty", () => {
  const here = folder();
  mkdirSync(join(here, "full"));
  writeFileSync(join(here, "full/file"), "x");
  assert.deepEqual(removeEmptyFolder(join(here, "full")), { ok: true, value: false });
  assert.deepEqual(namesIn(join(here, "full")), { ok: true, value: ["file"] });
  assert.ok(removeFile(join(here, "full/file")).ok);
  assert.deepEqual(removeEmptyFolder(join(here, "full")), { ok: true, value: true });
  assert.deepEqual(removeEmptyFolder(join(here, "full")), { ok: true, value: false });
  assert.deepEqual(namesIn(join(here, "full")), { ok: true, value: [] });
});

test("a throwaway folder is new, private, and gone when told so", () => {
  const made = throwawayFolder("sheepdog-test");
  assert.ok(made.ok);
  assert.equal(statSync(made.value).mode & 0o777, 0o700);
  assert.ok(removeTree(made.value).ok);
  assert.equal(existsSync(made.value), false);
});

test("hashes are those of SHA-256 over UTF-8", () => {
  const known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const path = join(folder(), "abc");
  writeFileSync(path, "abc");
  assert.deepEqual([nodeCrypto.sha256("abc"), hashOf(Buffer.from("abc")), fileHash(path)], [known, known, { ok: true, value: known }]);
});
