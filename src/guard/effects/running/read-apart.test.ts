/** Scripts on disk: who has looked at them before, and how long they are. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testGuard } from "../../../../test/lib/bundled.ts";
import { below, home, project } from "../../../../test/lib/home.ts";
import { memoryWorld } from "../../../../test/lib/memory-world.ts";
import { type Call, callVersion, decide, type Decision, seen } from "../../guard.ts";

const guard = testGuard();

function decisionOn(script: string, isKnownToGit: boolean, command = "bash run.sh"): Decision {
  const world = memoryWorld(below(home, { "proj/.git/HEAD": "ref: refs/heads/main\n", "proj/run.sh": script, "proj/run.py": script }));
  const files = isKnownToGit ? 1 : 0;
  const knowing = { ...world, tracked: () => seen({ files, unchanged: files, top: project }) };
  const act = { kind: "shell", command, dialect: "bash", background: false } as const;
  const call: Call = { version: callVersion, act, by: { agent: "none" }, cwd: project, home, mode: "write" };
  const outcome = decide(call, guard, { world: knowing, root: `${home}/.sheepdog` });
  if (!outcome.ok) throw new Error(outcome.fault.what);
  return outcome.value;
}

const unreadable = 'eval "$SETUP"\n';

test("code that cannot be told needs a person where nobody has looked at the script", () => {
  assert.equal(decisionOn(unreadable, false).verdict, "ask");
});

test("a script that git knows as it is was looked at before, and the decision says that it was read in part", () => {
  const decision = decisionOn(unreadable, true);
  assert.equal(decision.verdict, "warn");
  assert.deepEqual(
    decision.doubts.map((doubt) => doubt.code),
    ["partly-read"],
  );
});

test("what can be proved of a script counts whoever has looked at it", () => {
  assert.equal(decisionOn(`rm -rf ~\n${unreadable}`, true).verdict, "deny");
});

test("a long script is read from its start, and no stricter for its length", () => {
  const long = "echo working\n".repeat(6_000);
  assert.equal(decisionOn(long, false).verdict, "warn");
  assert.equal(decisionOn(`rm -rf ~\n${long}`, false).verdict, "deny");
  assert.equal(decisionOn("total = 1 + 2\n".repeat(2_000), false, "python3 run.py").verdict, "warn");
});

test("what stands behind a long script in the call is read as well", () => {
  assert.equal(decisionOn("echo working\n".repeat(3_000), false, "bash run.sh; rm -rf ~").verdict, "deny");
});
