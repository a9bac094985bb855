/** Regular expressions: RE2's syntax, Go's results, and two matchers that must agree. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nativeOf } from "./native.ts";
import { parsePattern } from "./parse.ts";
import { programOf } from "./program.ts";
import { findMatch } from "./match.ts";
import { Regex } from "./regex.ts";

const spend = (): boolean => true;

function regex(pattern: string): Regex {
  const compiled = Regex.compile(pattern);
  return typeof compiled === "string" ? assert.fail(`${pattern}: ${compiled}`) : compiled;
}

const patterns = [
  "abc",
  "a|b|",
  "a*",
  "a+?b",
  "(a|ab)(c|bcd)",
  "^a.*b$",
  "[^a-c]+",
  "[[:alpha:]]+\\d",
  "\\bfoo\\b",
  "(?i)straße|K",
  "(?s)a.b",
  "(?m)^b$",
  "a{2,3}",
  "x{0}y",
  "\\x41\\x{1F600}",
  "\\pL\\P{Lu}",
  "\\Qa.b\\E+",
  "(?P<one>a)(?<two>b)",
  "[\\]\\-a]",
  "(?U)a+",
  "a(?i:B)c",
  "\\.",
  "[.]",
  "",
];
const texts = [
  "",
  "abc",
  "ab",
  "aab",
  "aaab",
  "foo bar",
  "FOO",
  "a\nb",
  "b\na",
  "A😀",
  "éE",
  "a.b",
  "STRASSE",
  "straße",
  "K",
  "x-]",
  "aBc",
  "zz9",
];

test("the matcher that goes forward and JavaScript's own find the same", () => {
  for (const pattern of patterns) {
    const parsed = parsePattern(pattern);
    assert.ok(parsed.ok, pattern);
    const native = nativeOf(parsed.pattern);
    const program = programOf(parsed.pattern);
    assert.ok(program !== undefined);
    if (native === undefined) continue;
    for (const text of texts) {
      const found: boolean = findMatch(program, { text, start: 0 }, spend) !== null;
      assert.equal(native.expression.test(text), found, `${pattern} in ${JSON.stringify(text)}`);
    }
  }
});

test("patterns that RE2 does not have are refused", () => {
  for (const pattern of [
    "(?=a)",
    "(?<!a)b",
    "(a)\\1",
    "a**",
    "[",
    "(",
    ")",
    "a{1001}",
    "\\8",
    "[b-a]",
    "\\p{Nope}",
    "(?P<n>a)(?P<n>b)",
    "\\Z",
    "*a",
  ]) {
    assert.equal(typeof Regex.compile(pattern), "string", pattern);
  }
});

test("the first of two ways wins, as with backtracking", () => {
  assert.deepEqual(regex("(a|ab)(c|bcd)?").find("abcd", 0, spend)?.slice(0, 2), [0, 4]);
  assert.deepEqual(regex("a|ab").find("ab", 0, spend)?.slice(0, 2), [0, 1]);
  assert.deepEqual(regex("a+?").find("aaa", 0, spend)?.slice(0, 2), [0, 1]);
});

test("a pattern that makes backtracking explode costs no more than its text is long", () => {
  let steps = 0;
  const counted = (by: number): boolean => (steps += by) < 1_000_000;
  assert.equal(regex("^(a+)+$").test(`${"a".repeat(2_000)}b`, counted), false);
  assert.ok(steps < 100_000, `${steps} steps`);
});

test("empty matches are found as Go finds them", () => {
  const ends: number[][] = regex("a*")
    .findAll("baac", Infinity, spend)
    .map((match) => match.slice(0, 2));
  assert.deepEqual(ends, [
    [0, 0],
    [1, 3],
    [4, 4],
  ]);
});

test("no more matches are looked for once the steps are used up", () => {
  assert.equal(
    regex("(?:a|b)*c").test("a".repeat(50), () => false),
    false,
  );
});
