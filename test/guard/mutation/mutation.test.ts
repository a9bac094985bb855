/** The cases are worth something: nine of ten small mistakes in the guard are noticed by them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceFrom, rounds, seed } from "../../lib/random.ts";
import { mutantsOf } from "./mutants.ts";
import { mutation } from "./mutation.ts";

const whatOf = (path: string, text: string): readonly string[] => mutantsOf(path, text).map((mutant) => mutant.text);

test("a table loses each of its rows in turn, and stays a table", () => {
  assert.deepEqual(whatOf("a.ts", 'const a = ["x", "y", "z"];'), [
    'const a = ["y", "z"];',
    'const a = ["x", "z"];',
    'const a = ["x", "y"];',
  ]);
});

test("a condition is turned round, never met and always met", () => {
  assert.deepEqual(whatOf("a.ts", "if (a && b === 1) f(true);"), [
    "if (false) f(true);",
    "if (true) f(true);",
    "if (a || b === 1) f(true);",
    "if (a && b !== 1) f(true);",
    "if (a && b === 1) f(false);",
  ]);
});

test("an option loses a letter", () => {
  assert.ok(whatOf("a.ts", 'const shape = { short: "ab" };').includes('const shape = { short: "b" };'));
});

test("a rule loses a condition", () => {
  const rule = 'deny["x"] contains 1 if {\n\tsome e in input.effects\n\te.kind == "delete"\n}\n';
  assert.deepEqual(whatOf("a.rego", rule), ['deny["x"] contains 1 if {\n\tsome e in input.effects\n\ttrue\n}\n']);
});

const sample = rounds(0, 60);
test(
  `of ${sample} mistakes nine in ten are noticed (seed ${seed})`,
  { skip: sample === 0 && "in `npm run test:full`", timeout: 60 * 60_000 },
  () => {
    const results = mutation(sample, chanceFrom(seed));
    const survivors = results
      .filter(({ noticed }) => noticed === "survives")
      .map(({ mutant: { path, line, what } }) => `${path}:${line} ${what}`);
    assert.ok(survivors.length <= results.length / 10, survivors.join("\n"));
  },
);
