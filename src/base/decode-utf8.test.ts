/** Our decoder against the runtime's own, on every start of a character and on bytes by chance. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeUtf8 } from "./decode-utf8.ts";

const theirs = new TextDecoder("utf-8", { ignoreBOM: true });

function agree(...bytes: readonly number[]): void {
  assert.equal(decodeUtf8(new Uint8Array(bytes)), theirs.decode(new Uint8Array(bytes)), bytes.map((byte) => byte.toString(16)).join(" "));
}

test("one and two bytes, all of them", () => {
  for (let first = 0; first < 256; first += 1) {
    agree(first);
    for (let second = 0; second < 256; second += 1) agree(first, second, 0x41);
  }
});

test("three and four bytes, at the edges of what may follow", () => {
  const edges = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff];
  for (let first = 0xe0; first < 256; first += 1) {
    for (const second of edges) for (const third of edges) for (const fourth of edges) agree(first, second, third, fourth, 0x41);
  }
});

test("a byte order mark stays", () => agree(0xef, 0xbb, 0xbf, 0x41));
