/** Bytes are joined, compared, and made from ASCII. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allJoined, asciiOf, bytesOfAscii, joinedBytes, sameBytes } from "./bytes.ts";

test("parts are joined in order, and nothing joined is nothing", () => {
  assert.deepEqual(joinedBytes(bytesOfAscii("ab"), bytesOfAscii(""), bytesOfAscii("c")), bytesOfAscii("abc"));
  assert.equal(joinedBytes().length, 0);
  assert.equal(allJoined(Array.from({ length: 300_000 }, () => bytesOfAscii("ab"))).length, 600_000);
});

test("bytes are the same when every one is", () => {
  assert.ok(sameBytes(bytesOfAscii("abc"), bytesOfAscii("abc")));
  assert.ok(!sameBytes(bytesOfAscii("abc"), bytesOfAscii("abd")));
  assert.ok(!sameBytes(bytesOfAscii("abc"), bytesOfAscii("ab")));
});

test("every byte has its character, however many there are", () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at & 0xff);
  assert.deepEqual(bytesOfAscii(asciiOf(bytes)), bytes);
});
