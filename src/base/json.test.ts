/** Canonical JSON and reading JSON. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalJson, canonicalJsonOfOrdered, readJson } from "./json.ts";

test("the order of keys does not change the canonical text", () => {
  assert.equal(canonicalJson({ b: 1, a: [true, null, "x"] }), canonicalJson({ a: [true, null, "x"], b: 1 }));
});

test("canonical text is printable ASCII and reads back as the same value", () => {
  const value = { "ключ\n": "a\u2028\u001e😀\u007f" };
  const text = canonicalJson(value);
  assert.match(text, /^[\x20-\x7e]+$/);
  assert.deepEqual(JSON.parse(text), value);
});

test("what is no JSON is a fault, not a throw", () => {
  const read = readJson("{oops");
  assert.equal(read.ok, false);
});

test("a value whose keys stand in order becomes the same canonical text the quick way", () => {
  const value = { a: "ключ\u001e", b: [{ c: 1, d: null }], ж: true };
  assert.equal(canonicalJsonOfOrdered(value), canonicalJson(value));
});
