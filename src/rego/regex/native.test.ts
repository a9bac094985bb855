/** Which patterns JavaScript's own matcher may be asked about: those whose ways through a text are few enough to be tried. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nativeOf } from "./native.ts";
import { parsePattern } from "./parse.ts";
import { Regex } from "./regex.ts";

/** How many at most, in a text of ten characters; undefined where nobody can tell. */
function ways(text: string): number | undefined {
  const parsed = parsePattern(text);
  return parsed.ok ? nativeOf(parsed.pattern)?.most(10) : assert.fail(parsed.what);
}

test("a repetition without a bound may go on as long as the text", () => {
  assert.equal(ways("^a*"), 10);
  assert.equal(ways("^a*b*"), 100);
  assert.equal(ways("^(a*)?"), 20);
});

test("one with a bound has as many ways as it has counts", () => {
  assert.equal(ways("^a?a?a?"), 8);
  assert.equal(ways("^a{2,5}a"), 4);
});

test("a way through a choice is a way through one of its options", () => {
  assert.equal(ways("^(?:a|b)c"), 2);
  assert.equal(ways("^(?:a*|b*|c)"), 30);
});

test("a match that may start anywhere is tried everywhere", () => {
  assert.equal(ways("abc"), 10);
  assert.equal(ways("a*"), 100);
});

test("a repetition that what follows puts an end to has one way, and is tried for as long as the text all the same", () => {
  assert.equal(ways("^a*b"), 10);
  assert.equal(ways("^[a-z]+:[^/]*/"), 10);
  assert.equal(ways("^a*[a-c]"), 10);
  assert.equal(ways("^(a*)b"), 10);
  assert.equal(ways("^a*b?c*d"), 10 * 2 * 10);
});

test("a repetition within another is not asked of it at all", () => {
  assert.equal(ways("(a*)*"), undefined);
  assert.equal(ways("(a?)*"), undefined);
  assert.equal(ways("(ab?){2}"), undefined);
});

test("any character is any character in both cases, so that ignoring them changes nothing", () => {
  assert.equal(ways("(?i)a.b"), 10);
  const regex = Regex.compile("(?i)a.b");
  assert.ok(regex instanceof Regex);
  for (const text of ["a\u212ab", "AxB", "a\u00dfB"])
    assert.equal(
      regex.test(text, () => true),
      true,
      text,
    );
  assert.equal(
    regex.test("a\nb", () => true),
    false,
  );
});

test("letters that no plain letter leads back to are found whoever matches", () => {
  const regex = Regex.compile("(?i)(?:k|s)+x");
  assert.ok(regex instanceof Regex);
  for (const text of ["KSX", "\u212ax", "\u017fx"])
    assert.notEqual(
      regex.find(text, 0, () => true),
      null,
      text,
    );
});
