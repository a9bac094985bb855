/** Packed and encoded texts are read back just as the programs that made them would. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { bounds } from "./bounds.ts";
import { decoded, encoded, fromBase32, fromBase64, fromHex, fromUtf16, percentDecoded, rot13, toBase64, toHex } from "./decode.ts";
import { inflate } from "./inflate.ts";

const texts = [
  "",
  "a",
  "ab",
  "abc",
  "rm -rf /",
  "naïve ☃ 🐑",
  "x".repeat(1000),
  Array.from({ length: 900 }, (_, at) => `${at * 7919}`).join(" "),
];

test("base64 and hex go both ways, in every length", () => {
  for (const text of texts) {
    assert.equal(decoded(fromBase64(Buffer.from(text).toString("base64")) ?? "?"), text);
    assert.equal(toBase64(encoded(text)), Buffer.from(text).toString("base64"));
    assert.equal(decoded(fromHex(Buffer.from(text).toString("hex")) ?? "?"), text);
    assert.equal(toHex(encoded(text)), Buffer.from(text).toString("hex"));
  }
});

test("what is no base64 or hex is not guessed at", () => {
  assert.equal(fromBase64("a$b"), undefined);
  assert.equal(fromBase64("abcde"), undefined);
  assert.equal(fromHex("abc"), undefined);
  assert.equal(fromBase32("1"), undefined);
});

test("base32, rot13, percent signs and UTF-16 are decoded", () => {
  assert.equal(fromBase32("OJWSALLSMYQC6==="), "rm -rf /");
  assert.equal(rot13("ez -es /"), "rm -rf /");
  assert.equal(percentDecoded("rm%20-rf%20%2F"), "rm -rf /");
  assert.equal(percentDecoded("a+b%2B", true), "a b+");
  assert.equal(fromUtf16(Buffer.from("rm -rf ☃", "utf16le").toString("latin1")), "rm -rf ☃");
});

const unpacked = (packed: Buffer, frame: "raw" | "zlib" | "gzip" | "any") => decoded(inflate(packed.toString("latin1"), frame) ?? "?");

test("what zlib packs is unpacked, with each of its frames", () => {
  for (const text of texts) {
    const bytes = Buffer.from(text);
    assert.equal(unpacked(deflateRawSync(bytes), "raw"), text);
    assert.equal(unpacked(deflateRawSync(bytes, { level: 0 }), "raw"), text);
    assert.equal(unpacked(deflateSync(bytes, { level: 9 }), "zlib"), text);
    assert.equal(unpacked(gzipSync(bytes), "gzip"), text);
    assert.equal(unpacked(gzipSync(bytes), "any"), text);
  }
});

test("a packed text that ends too early, or grows past the bound, is not known", () => {
  const packed = deflateSync(Buffer.from("rm -rf /".repeat(20))).toString("latin1");
  for (let length = 0; length < packed.length - 4; length += 1) assert.equal(inflate(packed.slice(0, length), "zlib"), undefined);
  assert.equal(inflate(deflateSync(Buffer.alloc(bounds.valueChars + 1)).toString("latin1"), "zlib"), undefined);
});
