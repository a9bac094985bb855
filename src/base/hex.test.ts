/** Bytes and hex digits: one spelling for each value, and anything else is none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOfHex, hexOf } from "./hex.ts";

test("every byte has two digits, and comes back", () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  assert.equal(hexOf(all).length, 512);
  assert.ok(hexOf(all).startsWith("000102") && hexOf(all).endsWith("fdfeff"));
  assert.deepEqual(bytesOfHex(hexOf(all)), all);
  assert.deepEqual(bytesOfHex(""), new Uint8Array());
});

for (const text of ["0", "0A", "zz", " 00", "00\n", "0x00", "é0"]) {
  test(`${JSON.stringify(text)} is no hex`, () => assert.equal(bytesOfHex(text), undefined));
}
