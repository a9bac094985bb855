/** What a pattern's texts start with, and that asking for it first never changes an answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceFrom, rounds, seed } from "../../../test/lib/random.ts";
import { findMatch } from "./match.ts";
import { nativeOf } from "./native.ts";
import { parsePattern } from "./parse.ts";
import { prefixOf } from "./prefix.ts";
import { programOf } from "./program.ts";
import { Regex } from "./regex.ts";
import type { Pattern } from "./tree.ts";

function pattern(text: string): Pattern {
  const parsed = parsePattern(text);
  return parsed.ok ? parsed.pattern : assert.fail(`${text}: ${parsed.what}`);
}

test("the prefix ends where the pattern leaves a choice", () => {
  const prefixes: Readonly<Record<string, string | undefined>> = {
    "^/srv/data": "/srv/data",
    "^/srv/[a-z]+": "/srv/",
    "^abc*": "ab",
    "^abc?d": "ab",
    "^a|b": undefined,
    "^(ab)c": "",
    abc: undefined,
    "(?m)^abc": undefined,
    "(?i)^abc": "",
    "^": "",
    "^\\.x": ".x",
    "^[a]b": "ab",
    "^[^a]b": "",
    "^😀a": "😀a",
    "^a.b": "a",
  };
  for (const [text, expected] of Object.entries(prefixes)) assert.equal(prefixOf(pattern(text)), expected, text);
});

const pieces = [
  "^",
  "a",
  "b",
  "ab",
  ".",
  "[ab]",
  "[^a]",
  "a?",
  "b*",
  "(a|b)",
  "(ab)?",
  "(a*)?",
  "(?:b+)?",
  "a{1,2}",
  "$",
  "\\b",
  "(/.*)?",
  "|",
];
const spend = (): boolean => true;

test(`however a pattern is matched, the answer is one (seed ${seed})`, () => {
  for (let round = 0; round < rounds(2_000, 100_000); round++) {
    const chance = chanceFrom(seed + round);
    const text = Array.from({ length: 1 + chance.below(6) }, () => chance.of(pieces)).join("");
    const parsed = parsePattern(text);
    const regex = parsed.ok ? Regex.of(parsed.pattern) : parsed.what;
    if (!parsed.ok || typeof regex === "string") continue;
    const program = programOf(parsed.pattern) ?? [];
    for (let times = 0; times < 5; times++) {
      const subject = Array.from({ length: chance.below(7) }, () => chance.of(["a", "b", "/", "x"])).join("");
      const found = findMatch(program, { text: subject, start: 0 }, spend) !== null;
      assert.equal(regex.test(subject, spend), found, `${text} in ${JSON.stringify(subject)}`);
      assert.equal(nativeOf(parsed.pattern)?.expression.test(subject) ?? found, found, `${text} in ${JSON.stringify(subject)}, natively`);
    }
  }
});

test("an anchored pattern gives up where its start has failed, and does not try every place", () => {
  let steps = 0;
  const counted = (by: number): boolean => (steps += by) > 0;
  assert.equal(regexOf("^(a+)+x").find("b".repeat(10_000), 0, counted), null);
  assert.ok(steps < 10, `${steps} steps`);
});

function regexOf(text: string): Regex {
  const regex = Regex.compile(text);
  return typeof regex === "string" ? assert.fail(regex) : regex;
}
