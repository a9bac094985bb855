/** A justfile as just reads it: which lines run for a recipe, with which words in them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hole, literal, unknownValue } from "../../shell/value.ts";
import { justSteps } from "./justfile.ts";

function lines(text: string, ...words: readonly string[]): readonly string[] {
  return justSteps({ path: "/p/justfile", text }, words.map(literal)).map(
    (step) => `${step.line}${step.language === undefined ? "" : ` ${step.language}`} ${step.text}`,
  );
}

test("the first recipe runs where none is named, and what it needs runs before it", () => {
  const text = "# x\ndefault: build\n    echo done\nbuild:\n    @cc x.c\nalias b := build\n";
  assert.deepEqual(lines(text), ["5 cc x.c", "3 echo done"]);
  assert.deepEqual(lines(text, "b"), ["5 cc x.c"]);
  assert.deepEqual(lines(text, "none"), []);
});

test("words and settings are put in, and what is computed is a hole", () => {
  const text = 'out := "dist"\nwhen := `date`\nclean folder=out *rest:\n    rm -rf {{folder}} {{rest}} {{when}} {{"x"}}\n';
  assert.deepEqual(lines(text, "clean"), [`4 rm -rf dist  ${hole} x`]);
  assert.deepEqual(lines(text, "clean", "a", "b", "c"), [`4 rm -rf a b c ${hole} x`]);
  assert.deepEqual(lines(text, "out=o", "clean"), [`4 rm -rf o  ${hole} x`]);
  const steps = justSteps({ path: "/p/justfile", text }, [literal("clean"), unknownValue("$X")]);
  assert.equal(steps[0]?.text, `rm -rf ${hole}  ${hole} x`);
});

test("a recipe that begins with `#!` is one text in its own language", () => {
  assert.deepEqual(lines("x:\n    #!/usr/bin/env python3\n    print(1)\n    print(2)\n"), [
    "2 python #!/usr/bin/env python3\nprint(1)\nprint(2)",
  ]);
  assert.deepEqual(lines("x:\n    #!/usr/bin/env strange\n    rm\n"), []);
});

test("another shell than those that are read runs nothing that is read", () => {
  assert.deepEqual(lines('set shell := ["nu", "-c"]\nx:\n    rm -rf y\n'), []);
  assert.deepEqual(lines('set shell := ["bash", "-uc"]\nx:\n    rm -rf y\n'), ["3 rm -rf y"]);
});
