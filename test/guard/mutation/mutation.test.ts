/** The cases are worth something: nine of ten small mistakes in the guard are noticed by them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceFrom, rounds, seed } from "../../lib/random.ts";
import { mutantsOf } from "./mutants.ts";
import { mutation } from "./mutation.ts";

const madeFrom = (path: string, text: string): readonly string[] =>
  mutantsOf(path, text).map(({ start, end, put }) => text.slice(0, start) + put + text.slice(end));

test("a table loses each of its rows in turn, and stays a table", () => {
  assert.deepEqual(madeFrom("a.ts", 'const a = ["x", "y", "z"];'), [
    'const a = ["y", "z"];',
    'const a = ["x", "z"];',
    'const a = ["x", "y"];',
  ]);
});

test("a table of tools loses each of them, and what a function puts together stays as it is", () => {
  assert.deepEqual(madeFrom("a.ts", "const a = [x, ...y]; const f = () => [x, ...y];"), [
    "const a = [...y]; const f = () => [x, ...y];",
    "const a = [x]; const f = () => [x, ...y];",
  ]);
});

test("a condition is turned round, never met and always met", () => {
  assert.deepEqual(madeFrom("a.ts", "if (a && b === 1) f(true);"), [
    "if (false) f(true);",
    "if (true) f(true);",
    "if (a || b === 1) f(true);",
    "if (a && b !== 1) f(true);",
    "if (a && b === 1) f(false);",
  ]);
});

test("an option loses each of its letters", () => {
  assert.deepEqual(madeFrom("a.ts", 'const shape = { short: "ab" };'), ['const shape = { short: "b" };', 'const shape = { short: "a" };']);
});

test("names that stand in one text are lost one by one, and so are rows of them and choices between them", () => {
  assert.deepEqual(madeFrom("a.ts", 'const a = "x y";'), ['const a = "y";', 'const a = "x";']);
  assert.deepEqual(madeFrom("a.ts", 'const a = "x y, z";'), ['const a = " z";', 'const a = "x y";']);
  assert.deepEqual(madeFrom("a.ts", 'const a = "x a|b";'), ['const a = "a|b";', 'const a = "x";', 'const a = "x b";', 'const a = "x a";']);
});

test("types are no mistakes, and neither are sentences", () => {
  assert.deepEqual(madeFrom("a.ts", 'type A = { a?: true }; const a: false | 1 = f("it says what it is.");'), []);
});

test("a rule loses a condition", () => {
  const rule = 'deny["x"] contains 1 if {\n\tsome e in input.effects\n\te.kind == "delete"\n}\n';
  assert.deepEqual(madeFrom("a.rego", rule), ['deny["x"] contains 1 if {\n\tsome e in input.effects\n\ttrue\n}\n']);
});

const sample = rounds(0, 60);
test(
  `of ${sample} mistakes nine in ten are noticed (seed ${seed})`,
  { skip: sample === 0 && "in `npm run test:full`", timeout: 60 * 60_000 },
  async () => {
    const results = await mutation({ count: sample, chance: chanceFrom(seed) });
    const survivors = results
      .filter(({ noticed }) => noticed === undefined)
      .map(({ mutant: { path, line, what } }) => `${path}:${line} ${what}`);
    assert.ok(survivors.length <= results.length / 10, survivors.join("\n"));
  },
);
