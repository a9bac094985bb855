/** Every bound is reached here, and means what stands beside it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../../test/lib/bundled.ts";
import { below, home, project } from "../../test/lib/home.ts";
import { memoryWorld } from "../../test/lib/memory-world.ts";
import { callVersion } from "./call.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";
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
isTooMuch("shellDepth, by functions", `${Array.from({ length: 40 }, (_, step) => `f${step}() { f${step + 1}; }; `).join("")}f0`);
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

function decisionIn(files: Readonly<Record<string, string>>, command: string, cwd: string): Decision {
  const act = { kind: "shell", command, dialect: "bash", background: false } as const;
  const call = { version: callVersion, act, by: { agent: "none" }, cwd, home, mode: "write" } as const;
  const outcome = decide(call, guard, { world: memoryWorld(below(home, files)), root: `${home}/.sheepdog` });
  assert.ok(outcome.ok);
  return outcome.value;
}

test("treeEntries: the count is a lower bound", () => {
  const files = Object.fromEntries(Array.from({ length: limits.treeEntries + 1 }, (_, position) => [`work/${position}`, ""]));
  const [effect] = decisionIn(files, "rm -rf ~/work", project).effects;
  assert.equal(effect?.blast?.atLeast, true);
});

const scopeAt = (cwd: string) => decisionIn({ "proj/.git/HEAD": "" }, `rm -rf ${cwd}`, cwd).effects[0]?.target.scope;

test("projectDepth: beyond it the working directory is the project", () => {
  const deep = `${project}${"/x".repeat(limits.projectDepth + 1)}`;
  assert.deepEqual([scopeAt(`${project}/x`), scopeAt(deep)], ["below-project", "project"]);
});

test("configBytes: what stands beyond them is not seen", () => {
  const config = `${"#".repeat(limits.configBytes)}\ncurrent-context: dev\n`;
  const [effect] = decisionIn({ ".kube/config": config }, "kubectl delete ns web", project).effects;
  assert.equal(effect?.target.known, false);
});

for (const command of ["ls", "git status", "npm test", "rm -rf dist", "cd src && grep -r x . | head"])
  test(`a typical call asks little: ${command}`, () => assert.ok(decisionOn(command, guard).spent.questions < 20));
