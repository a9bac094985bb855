/** Patterns take what the shell says they take. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { quotedForPattern, readPattern, replaced, takesAll, withoutBack, withoutFront, type Pattern } from "./pattern.ts";

const read = (source: string): Pattern => readPattern(source) ?? assert.fail(`\`${source}\` is not read`);

const takes = (source: string, ...texts: readonly string[]) =>
  test(`${source} takes ${texts.join(", ")}`, () => {
    for (const text of texts) assert.equal(takesAll(read(source), text), true, text);
  });
const leaves = (source: string, ...texts: readonly string[]) =>
  test(`${source} does not take ${texts.join(", ")}`, () => {
    for (const text of texts) assert.equal(takesAll(read(source), text), false, text);
  });

takes("*", "", "a", "a/b");
takes("a*c", "ac", "abc", "abcbc");
takes("?", "a", "/");
takes("[a-c]x", "ax", "cx");
takes("[!a-c]x", "dx");
takes("[]]", "]");
takes("[[:digit:]]?", "7x");
takes("\\*", "*");
takes("[", "[");
leaves("a*c", "", "abcd");
leaves("[a-c]x", "dx", "x");
leaves("\\*", "a");
leaves("?", "", "ab");

test("what is not read is not guessed", () => {
  for (const source of ["@(a|b)", "!(x)", "[[.a.]]"]) assert.equal(readPattern(source), undefined, source);
});

test("the shortest and the longest front and back", () => {
  const text = "a/b/c";
  assert.equal(withoutFront(read("*/"), text, false), "b/c");
  assert.equal(withoutFront(read("*/"), text, true), "c");
  assert.equal(withoutBack(read("/*"), text, false), "a/b");
  assert.equal(withoutBack(read("/*"), text, true), "a");
  assert.equal(withoutBack(read("x*"), text, true), text);
});

test("one stretch or all of them give way, the longest from the left", () => {
  assert.equal(replaced(read("b*d"), "abcdbd", { by: "-", where: "first" }), "a-");
  assert.equal(replaced(read("b?"), "bcbd", { by: "-", where: "all" }), "--");
  assert.equal(replaced(read("b"), "abb", { by: "", where: "all" }), "a");
  assert.equal(replaced(read("b"), "abb", { by: "c", where: "front" }), "abb");
  assert.equal(replaced(read("b"), "abb", { by: "c", where: "back" }), "abc");
});

test("a quoted text takes itself alone", () => {
  for (const text of ["a*b", "[x]", "a\\b", "@(x|y)", "?"]) assert.equal(takesAll(read(quotedForPattern(text)), text), true, text);
});

test("many stars end, one way or the other", () => {
  assert.equal(takesAll(read(`${"a*".repeat(60)}b`), "a".repeat(2_000)), false);
  assert.equal(takesAll(read(`${"a*".repeat(600)}b`), "a".repeat(20_000)), undefined);
});
