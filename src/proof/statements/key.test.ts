/** Keys by name, and approvals and claims by theirs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import { nodeVerifier } from "../../hosts/node/node.ts";
import { testKey } from "../../../test/lib/signing.ts";
import { approvalIdOf, isApprovalId } from "./approval-id.ts";
import { keyIdOf, keyText, readKey, type StatementKey } from "./key.ts";
import { claimOf, spentIn } from "./spent.ts";
import { framed } from "../ledger/frame.ts";
import { crc32 } from "../../base/crc32.ts";

const { file } = testKey("key");
const device: StatementKey = { ...file, kind: "sk-ssh-ed25519", application: "ssh:" };

test("a key comes back from its file", () => {
  for (const key of [file, device]) assert.deepEqual(readKey(JSON.parse(keyText(key)) as Json), { ok: true, value: key });
});

for (const [what, value] of [
  ["another version", { ...file, version: 2 }],
  ["another kind", { ...file, kind: "rsa" }],
  ["a short public half", { ...file, public: file.public.slice(2) }],
  ["capitals", { ...file, public: file.public.toUpperCase() }],
  ["a device without an application", { ...file, kind: "sk-ssh-ed25519" }],
  ["a file with an application", { ...file, application: "ssh:" }],
] as const) {
  test(`${what} is no key`, () => assert.equal(readKey(value).ok, false));
}

test("the id of a key hangs on everything that decides what it signs, and not on its name", () => {
  const id = keyIdOf(nodeVerifier, file);
  assert.match(id, /^[0-9a-f]{32}$/);
  assert.equal(keyIdOf(nodeVerifier, { ...file, name: "another" }), id);
  const others = [testKey("other").file, { ...file, kind: "ssh-ed25519" } as const, device, { ...device, application: "ssh:2" }];
  assert.equal(new Set([id, ...others.map((one) => keyIdOf(nodeVerifier, one))]).size, 5);
});

test("an approval has eight letters, each for four bits of its hash", () => {
  assert.equal(approvalIdOf(`01234567${"0".repeat(56)}`), "bdfghjkm");
  assert.equal(approvalIdOf(`89abcdef${"0".repeat(56)}`), "npqrstvz");
  assert.ok(isApprovalId("bdfghjkm"));
  for (const no of ["bdfghjk", "bdfghjkmn", "bdfghjka", "BDFGHJKM", ""]) assert.ok(!isApprovalId(no), no);
});

const record = (id: string) => framed(`1 1790000000000 ${id}`, crc32);

test("spent is what was claimed as a statement, in a whole record", () => {
  const torn = record(claimOf("cc")).slice(0, -3);
  assert.deepEqual([...spentIn(record(claimOf("aa")) + record("bb") + torn + record(claimOf("dd")))], ["aa", "dd"]);
});
