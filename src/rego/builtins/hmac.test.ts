/** Keyed hashes, by the cases of RFC 4231 and RFC 2202. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8Bytes } from "../../base/utf8.ts";
import { hexOf } from "./bytes.ts";
import { hmac } from "./hmac.ts";
import { md5 } from "./md5.ts";
import { sha256 } from "./sha.ts";

const bySha256 = { of: sha256, block: 64 };

test("a short key is filled up", () => {
  const hash = hmac(bySha256, Array<number>(20).fill(0x0b), utf8Bytes("Hi There"));
  assert.equal(hexOf(hash), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
});

test("a key longer than a block is hashed first", () => {
  const hash = hmac(bySha256, Array<number>(131).fill(0xaa), utf8Bytes("Test Using Larger Than Block-Size Key - Hash Key First"));
  assert.equal(hexOf(hash), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
});

test("another hash gives another answer", () => {
  const hash = hmac({ of: md5, block: 64 }, utf8Bytes("Jefe"), utf8Bytes("what do ya want for nothing?"));
  assert.equal(hexOf(hash), "750c783e6ab0b503eaa86e310a5db738");
});
