/** Text to UTF-8 and back, compared with what the runtime does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { textOfUtf8, utf8Bytes } from "./utf8.ts";

test("text goes to bytes and back", () => {
  for (const text of ["", "plain", "grün", "€", "日本", "😀", "\u0000\u007f\u0080\u07ff\u0800\uffff"]) {
    assert.deepEqual(utf8Bytes(text), [...new TextEncoder().encode(text)]);
    assert.equal(textOfUtf8(utf8Bytes(text)), text);
  }
});

test("bytes that are no text show as replacement characters", () => {
  assert.equal(textOfUtf8([0x61, 0xff, 0x62]), "a\ufffdb");
  assert.equal(textOfUtf8([0xc0, 0x80]), "\ufffd\ufffd");
  assert.equal(textOfUtf8([0xed, 0xa0, 0x80]), "\ufffd\ufffd\ufffd");
});

test("half a surrogate pair becomes a replacement character", () => {
  assert.deepEqual(utf8Bytes("\ud800"), [0xef, 0xbf, 0xbd]);
});
