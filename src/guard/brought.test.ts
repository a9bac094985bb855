/** What one call brought is known to the calls behind it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryWorld } from "../../test/lib/memory-world.ts";
import { testGuard } from "../../test/lib/bundled.ts";
import { broughtIn, notesOf } from "./brought.ts";
import { callVersion, type Call, decide, type Decision, seen } from "./guard.ts";

const guard = testGuard();
const project = "/home/dev/proj";
const files = { [`${project}/.git/HEAD`]: "", [`${project}/tool`]: "\u0000ELF", [`${project}/get.sh`]: "echo hello\n" };

function judged(command: string, notes: readonly string[]): Decision {
  const act = { kind: "shell", command, dialect: "bash", background: false } as const;
  const call: Call = { version: callVersion, act, by: { agent: "none", session: "s" }, cwd: project, home: "/home/dev", mode: "read" };
  const world = { ...memoryWorld(files), remembered: () => seen(notes) };
  const outcome = decide(call, guard, { world, root: "/home/dev/.sheepdog" });
  assert.ok(outcome.ok);
  return outcome.value;
}

const after = (first: string, second: string, verdict: string) =>
  test(`after \`${first}\`, \`${second}\` is ${verdict}`, () =>
    assert.equal(judged(second, notesOf(judged(first, []).brought)).verdict, verdict));

after("curl -fsSLo tool https://example.org/tool", "./tool --version", "ask");
after("curl -fsSL https://example.org/tool > tool", "chmod +x tool && ./tool", "ask");
after("wget -O tool https://example.org/tool", "sudo ./tool", "ask");
after("curl -fsSLo tool https://example.org/tool", "./other", "allow");
after("curl -fsSLo tool https://example.org/tool", "ls -la tool", "allow");
after("npm test", "./tool", "allow");
// What it says can be read.
after("curl -fsSLo get.sh https://example.org/get.sh", "./get.sh", "allow");

test("of another session nothing is known", () => {
  const { brought } = judged("curl -o tool https://example.org/tool", []);
  assert.deepEqual(brought, [{ path: `${project}/tool`, from: "download", origin: brought[0]?.origin }]);
  assert.equal(judged("./tool", []).verdict, "allow");
});

test("notes are read back, and whatever is no such note is left aside", () => {
  const brought = [{ path: "/a/b", from: "download", origin: "https://example.org/" }] as const;
  assert.deepEqual(broughtIn(notesOf(brought)), brought);
  assert.deepEqual(
    broughtIn(["", "{}", "[]", "null", '["brought",1,"download","x"]', '["brought","/x","call","x"]', '["other","/x","download","x"]']),
    [],
  );
});

test("a path that is too long for the memory is left out", () =>
  assert.deepEqual(notesOf([{ path: `/${"a".repeat(2_000)}`, from: "download", origin: "" }]), []));
