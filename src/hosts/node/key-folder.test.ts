/** The keys that count: whatever somebody else could have put there is told of and not believed. */
import assert from "node:assert/strict";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { keyFolder, type KeyFolder } from "./key-folder.ts";

const root = mkdtempSync(join(tmpdir(), "sheepdog-keys-"));
after(() => rmSync(root, { recursive: true, force: true }));

let made = 0;
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(root, String((made += 1)));
  mkdirSync(folder, { mode: 0o700 });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  return folder;
}

function found(folder: string): KeyFolder {
  const read = keyFolder(folder, ".pub");
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

const whysOf = (folder: string): readonly string[] => found(folder).strange.map(({ why }) => why);

test("files with the ending are read in the order of their names, and no others", () => {
  const { files, strange } = found(folderWith({ "b.pub": "two", "a.pub": "one", "a.key": "not this" }));
  assert.deepEqual(files, [
    { name: "a.pub", text: "one" },
    { name: "b.pub", text: "two" },
  ]);
  assert.deepEqual(strange, []);
});

test("where there is no folder there are no keys", () => {
  assert.deepEqual(found(join(root, "none")), { owner: null, files: [], strange: [] });
});

test("a folder in which others may write names no key at all", () => {
  const folder = folderWith({ "a.pub": "one" });
  chmodSync(folder, 0o770);
  assert.deepEqual(found(folder).files, []);
  assert.deepEqual(whysOf(folder), ["others may write there (mode 770)"]);
});

test("a file that others may write, a link, a folder and a file without end are not believed; the rest is", () => {
  const folder = folderWith({ "a.pub": "one", "open.pub": "two", "vast.pub": "x".repeat(4_097) });
  chmodSync(join(folder, "open.pub"), 0o620);
  symlinkSync(join(folder, "a.pub"), join(folder, "link.pub"));
  mkdirSync(join(folder, "folder.pub"));
  assert.deepEqual(found(folder).files, [{ name: "a.pub", text: "one" }]);
  assert.deepEqual(whysOf(folder), [
    "it is no regular file",
    "it is no regular file",
    "others may write there (mode 620)",
    "it is far too large",
  ]);
});

test("a link in the folder's place is no folder", () => {
  const link = join(root, "leads-away");
  symlinkSync(folderWith({ "a.pub": "one" }), link);
  assert.deepEqual(whysOf(link), ["it is no folder"]);
});

const asRoot = { skip: process.getuid?.() === 0 ? false : "only root gives files away" };

test("a file of another user than the folder's is not believed", asRoot, () => {
  const folder = folderWith({ "a.pub": "one" });
  chownSync(join(folder, "a.pub"), 65_534, 65_534);
  assert.deepEqual(whysOf(folder), ["it belongs to the user 65534, and its folder to 0"]);
});
