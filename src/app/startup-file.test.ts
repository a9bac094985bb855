/** A shell's startup file that a project brings is judged with each command; a person's own is not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Call, callVersion, seen, unseen, type World } from "../guard/guard.ts";
import { withStartupFile } from "./startup-file.ts";

const blind = (): ReturnType<typeof unseen> => unseen("bound");

function worldWith(value: string | null): World {
  return {
    entry: blind,
    resolved: blind,
    text: blind,
    names: blind,
    tree: blind,
    tracked: blind,
    variable: () => seen(value),
    remembered: blind,
  };
}

const call: Call = {
  version: callVersion,
  act: { kind: "shell", command: "ls", dialect: "bash", background: false },
  by: { agent: "x" },
  cwd: "/home/dev/proj",
  home: "/home/dev",
  mode: "read",
};

function judged(value: string | null, one: Call = call): string {
  const { act } = withStartupFile(one, worldWith(value));
  return act.kind === "shell" ? act.command : act.kind;
}

test("a file of the project is read before the command, so it is judged before the command", () => {
  assert.equal(judged("./evil.sh"), ". '/home/dev/proj/evil.sh'; ls");
  assert.equal(judged("evil's.sh"), String.raw`. '/home/dev/proj/evil'\''s.sh'; ls`);
  assert.equal(judged("/home/dev/proj/a/../evil.sh"), ". '/home/dev/proj/evil.sh'; ls");
});

test("no file, and a file of somebody else, change nothing", () => {
  for (const value of [null, "", "/home/dev/.bashenv", "../evil.sh", "/home/dev/project/x"]) assert.equal(judged(value), "ls");
});

test("only a shell reads it", () => {
  assert.equal(judged("./evil.sh", { ...call, act: { kind: "read", paths: ["/x"] } }), "read");
  assert.equal(judged("./evil.sh", { ...call, act: { kind: "shell", command: "ls", dialect: "powershell", background: false } }), "ls");
});
