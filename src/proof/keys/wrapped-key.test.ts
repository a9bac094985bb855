/** The file of a private key: read as it was written, and nothing that is not one is taken for one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readWrappedKey, type WrappedKey, wrappedKeyText } from "./wrapped-key.ts";

const id = "0f".repeat(16);
const keys: readonly WrappedKey[] = [
  { version: 1, id, since: 1_790_000_000_000, way: "passphrase", sealed: "an age file" },
  { version: 1, id, since: 1_790_000_000_000, way: "keyring", sealed: "an age file" },
  { version: 1, id, since: 1_790_000_000_000, way: "ssh", file: "/home/dev/.ssh/id_ed25519_sk" },
];

for (const key of keys)
  test(`a key that opens by ${key.way} is read as it was written`, () => {
    const read = readWrappedKey(wrappedKeyText(key));
    assert.deepEqual(read.ok ? read.value : read, key);
  });

const wrong: readonly (readonly [string, object | string])[] = [
  ["no JSON", "{"],
  ["a version that is not known", { ...keys[0], version: 2 }],
  ["an id in capitals", { ...keys[0], id: id.toUpperCase() }],
  ["an id that is too short", { ...keys[0], id: id.slice(1) }],
  ["a way that is not known", { ...keys[0], way: "none" }],
  ["no sealed key", { ...keys[0], sealed: undefined }],
  ["a file by a relative path", { ...keys[2], file: "id_ed25519_sk" }],
  ["a time before 1970", { ...keys[0], since: -1 }],
];

for (const [what, key] of wrong)
  test(`${what} is a fault that says what to do`, () => {
    const read = readWrappedKey(typeof key === "string" ? key : JSON.stringify(key));
    assert.equal(read.ok ? undefined : read.fault.code, "key.damaged");
    assert.match(read.ok ? "" : (read.fault.todo ?? ""), /sheepdog key add/);
  });
