/** Entries are put, rotated and removed, count their values, and keep the bounds of a vault. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOfAscii } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { type Contents, emptyContents, entryNamed, put, remove, rotate, vaultBounds } from "./entries.ts";

const value = (text: string): Uint8Array => bytesOfAscii(text);

function done<T>(result: Result<T>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function after(contents: Contents, name: string, text: string): Contents {
  const at = contents.length + (entryNamed(contents, name)?.version ?? 0) + 1;
  return done(put(contents, { name, value: value(text), category: "service", note: undefined, at }));
}

test("a value put again is another version, and the one before is gone", () => {
  const contents = after(after(emptyContents, "A", "one"), "A", "two");
  const entry = entryNamed(contents, "A");
  assert.equal(contents.length, 1);
  assert.deepEqual([entry?.version, entry?.storedAt, entry?.changedAt, entry?.rotations, entry?.previous], [2, 1, 3, 0, null]);
});

test("rotation counts, keeps the value before, and a put afterwards forgets that", () => {
  const once = done(rotate(after(emptyContents, "A", "one"), "A", { value: value("two"), at: 5 }));
  const twice = done(rotate(once, "A", { value: value("three"), at: 6 }));
  const entry = entryNamed(twice, "A");
  assert.deepEqual([entry?.version, entry?.rotations, entry?.rotatedAt], [3, 2, 6]);
  assert.deepEqual(entry?.previous, value("two"));
  assert.equal(entryNamed(after(twice, "A", "four"), "A")?.previous, null);
});

test("a note stays until there is another", () => {
  const noted = done(put(emptyContents, { name: "A", value: value("x"), category: "c", note: "for tests", at: 1 }));
  assert.equal(entryNamed(after(noted, "A", "y"), "A")?.note, "for tests");
});

test("what is not there is neither rotated nor removed", () => {
  for (const result of [rotate(emptyContents, "A", { value: value("x"), at: 1 }), remove(emptyContents, "A")])
    assert.equal(result.ok ? undefined : result.fault.code, "vault.entry.absent");
});

test("the contents before stay what they were", () => {
  const before = after(emptyContents, "A", "one");
  after(before, "B", "two");
  done(remove(before, "A"));
  assert.equal(before.length, 1);
});

const refused: readonly (readonly [string, string, { readonly value?: Uint8Array; readonly note?: string }])[] = [
  ["an empty value", "vault.value.empty", { value: value("") }],
  ["a value longer than a key", "vault.value.long", { value: new Uint8Array(vaultBounds.valueBytes + 1).fill(1) }],
  ["a note longer than a note", "vault.note.long", { note: "x".repeat(vaultBounds.noteCharacters + 1) }],
];

for (const [what, code, change] of refused) {
  test(`${what} is refused`, () => {
    const result = put(emptyContents, { name: "A", value: value("x"), category: "c", note: undefined, at: 1, ...change });
    assert.equal(result.ok ? undefined : result.fault.code, code);
  });
}

test("a value of the longest length is kept", () => {
  const longest = new Uint8Array(vaultBounds.valueBytes).fill(1);
  assert.ok(put(emptyContents, { name: "A", value: longest, category: "c", note: undefined, at: 1 }).ok);
});
