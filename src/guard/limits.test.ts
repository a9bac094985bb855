/** Every bound is reached here, and means what stands beside it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../../test/lib/bundled.ts";
import { limits } from "./limits.ts";

const guard = testGuard();
const rules = (command: string) => decisionOn(command, guard).steps.map((step) => step.rule);

const isTooMuch = (what: string, command: string) =>
  test(`${what}: denied as too much to follow`, () => assert.ok(rules(command).includes("doubt.bound")));

const isUnknown = (what: string, command: string) =>
  test(`${what}: what it deletes is not known`, () => assert.ok(rules(command).includes("files.delete.unknown"), command.slice(0, 60)));

const times = (count: number, text: string) => text.repeat(count);

isTooMuch("shellBytes", `true ${times(limits.shellBytes, "x")}`);
isTooMuch("parsedChars", `a=${times(40_000, "x")}; ${times(30, 'eval "true $a"; ')}`);
isTooMuch("shellDepth, by functions", "f() { f; }; f");
isTooMuch("shellDepth, by substitutions", `${times(40, "echo $(")}true${times(40, ")")}`);
isTooMuch("commands", times(limits.commands + 1, "true; "));
isTooMuch("commands, by rounds of nested loops that hold none", `${times(8, "for x in 1 2 3 4 5 6 7 8; do ")}((y=1))${times(8, "; done")}`);
isUnknown("wordsPerWord, by braces side by side", `rm -rf ${times(18, "{a,b}")}`);
isUnknown("wordsPerWord, by braces in braces", `rm -rf {${times(18, "{a,b}")},c}`);
isUnknown("wordsPerWord, by splitting", `x="${times(limits.wordsPerWord + 1, "a ")}"; rm -rf $x`);
isUnknown("valueChars", `a=xx; ${times(40, "a=$a$a; ")}rm -rf "$a"`);
isUnknown("loopValues", `for x in ${times(limits.loopValues + 1, "a ")}; do rm -rf "$x"; done`);
isUnknown(
  "loopRounds",
  `${["a", "b", "c", "d", "e", "f", "g", "h", "i"].map((name) => `${name}=/tmp/x`).join("; ")}; while x; do rm -rf "$a"; a=$b; b=$c; c=$d; d=$e; e=$f; f=$g; g=$h; h=$i; i=/home/dev; done`,
);

test("questions: past them nothing is seen, and nothing is cleared", () => {
  const decision = decisionOn(`rm -rf ${Array.from({ length: 1_200 }, (_, position) => `f${position}`).join(" ")}`, guard);
  assert.ok(decision.spent.questions > limits.questions);
  assert.notEqual(decision.verdict, "allow");
});

for (const command of ["ls", "git status", "npm test", "rm -rf dist", "cd src && grep -r x . | head"])
  test(`a typical call asks little: ${command}`, () => assert.ok(decisionOn(command, guard).spent.questions < 20));
