/** What holds for a decision as a whole, whatever the command. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testGuard, testSite } from "../../test/lib/bundled.ts";
import { home, project } from "../../test/lib/home.ts";
import { type Call, callVersion, decide } from "./guard.ts";

const guard = testGuard();

function verdictOn(command: string, changes: Partial<Call> = {}, root = testSite.root): string {
  const act = { kind: "shell", command, dialect: "bash", background: false } as const;
  const call: Call = { version: callVersion, act, by: { agent: "none" }, cwd: project, home, mode: "read", ...changes };
  const outcome = decide(call, guard, { ...testSite, root });
  assert.ok(outcome.ok);
  return outcome.value.verdict;
}

for (const spelled of [`${home}/`, `${home}//`, "/home/./dev", "/home/x/../dev", "//home/dev"]) {
  test(`the home ${spelled} is the same home`, () => {
    assert.equal(verdictOn("rm -rf ~", { home: spelled }), "deny");
    assert.equal(verdictOn("echo {} > ~/.claude/settings.json", { home: spelled }), "deny");
  });
}

test("the guard's own folder is guarded wherever it lies, and whatever HOME the call has", () => {
  assert.equal(verdictOn("rm -rf /srv/dog/ledger", {}, "/srv/dog"), "deny");
  assert.equal(verdictOn(`rm -f ${home}/.sheepdog/guard`, { home: "/nowhere" }), "deny");
  assert.equal(verdictOn(`echo {} > ${home}/.claude/settings.json`, { home: "/nowhere" }), "deny");
});

test("steps come strictest first", () => {
  const act = { kind: "shell", command: "rm -rf src; rm -rf ~; rm -rf ~/work", dialect: "bash", background: false } as const;
  const outcome = decide({ version: callVersion, act, by: { agent: "none" }, cwd: project, home, mode: "read" }, guard, testSite);
  assert.deepEqual(outcome.ok && outcome.value.steps.map((step) => step.verdict), ["deny", "ask", "warn"]);
});

test("a call that asks more of the machine than the bound is not cleared by what was never answered", () => {
  const many = Array.from({ length: 2_100 }, (_, position) => `: > f${position}`).join("; ");
  assert.equal(verdictOn(many), "deny");
});

test("a call with a few hundred targets stays below the bound", () => {
  assert.equal(verdictOn(`rm ${Array.from({ length: 500 }, (_, position) => `f${position}`).join(" ")}`), "allow");
});

test("what a decision cost is counted", () => {
  const act = { kind: "shell", command: "ls; git status", dialect: "bash", background: false } as const;
  const outcome = decide({ version: callVersion, act, by: { agent: "none" }, cwd: project, home, mode: "read" }, guard, testSite);
  assert.ok(outcome.ok);
  assert.equal(outcome.value.spent.commands, 2);
  assert.ok(outcome.value.spent.questions < 10);
});
