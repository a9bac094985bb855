/** Whether two patterns have a text in common, each answer as `opa eval` of version 1.22.0 gives it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { globsMatch } from "./globs-match.ts";

const always = (): boolean => true;

const both = (name: string, expected: boolean, pairs: readonly (readonly [one: string, other: string])[]): void => {
  test(name, () => {
    for (const [one, other] of pairs) {
      assert.equal(globsMatch(one, other, always), expected, `${one} ${other}`);
      assert.equal(globsMatch(other, one, always), expected, `${other} ${one}`);
    }
  });
};

both("patterns that can match one text", true, [
  ["[a-z]+\\[[0-9]+\\]", "foo\\[1\\]"],
  ["a*b", "b"],
  ["b+[ab]b", ".*"],
  ["b+c", "bc"],
  ["b+b*", "b"],
  ["[bc]+[cb]*", "b"],
  ["[a\\-z]", "-"],
  ["[]a", ".a"],
]);

both("patterns that cannot", false, [
  ["[a-z]+", "[0-9]*"],
  ["b+b", "b"],
  ["bb*", "b"],
  ["a", "ab"],
  ["[]", "[]"],
]);

both("texts in common that OPA does not find, and so we do not", false, [
  ["", ".*"],
  ["b.*", "[ab]"],
  ["b+[b]*", "b"],
]);

test("with stars on both sides, the order of the patterns may count, as in OPA", () => {
  assert.equal(globsMatch("a*[c]", "\\.*.*", always), false);
  assert.equal(globsMatch("\\.*.*", "a*[c]", always), true);
});

test("what is no pattern is told, in words", () => {
  const wrong: Readonly<Record<string, RegExp>> = {
    "pqrs]": /closes nothing/,
    "*": /repeats nothing/,
    "a**": /repeats nothing/,
    "[a": /not closed/,
    "[z-a]": /backwards/,
    "[a-]": /between two characters/,
    "[-a]": /between two characters/,
    "\\": /ends with/,
  };
  for (const [pattern, why] of Object.entries(wrong)) {
    assert.match(String(globsMatch(pattern, "a", always)), why);
    assert.match(String(globsMatch("a", pattern, always)), why);
  }
});

test("a search that branches again and again ends when there was too much of it", () => {
  let steps = 0;
  const [one, other] = ["a*b*".repeat(12), "[ab]*c*".repeat(12)];
  globsMatch(one, `${other}d`, (spent) => (steps += spent) < 10_000);
  assert.ok(steps < 20_000, String(steps));
});
