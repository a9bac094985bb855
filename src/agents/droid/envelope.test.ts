/** Every event and tool that Factory Droid documents becomes what it is; what cannot be read is refused with a sentence. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import type { Act } from "../../guard/guard.ts";
import { readEnvelope } from "./envelope.ts";

const around = { home: "/home/dev" };
const shell = (command: string, background = false): Act => ({ kind: "shell", command, dialect: "bash", background });
const path = "/home/dev/proj/a.txt";
const writing = (content: string): Act => ({ kind: "change", files: [{ path, change: "write", content }] });
const editing = (from: string, to: string, everywhere = false): Act => ({
  kind: "change",
  files: [{ path, change: "edit", edits: [{ from, to, everywhere }] }],
});

function actOf(envelope: object): Act {
  const moment = readEnvelope(JSON.stringify(envelope), around);
  assert.ok(moment.ok, moment.ok ? "" : sentenceOf(moment.fault));
  return moment.value.at === "before-call" ? moment.value.call.act : assert.fail();
}

const said = { session_id: "s1", transcript_path: "/t", cwd: "/home/dev/proj", permission_mode: "default" };
const using = (tool_name: string, tool_input: unknown): object => ({ ...said, hook_event_name: "PreToolUse", tool_name, tool_input });
const patch = "*** Begin Patch\n*** Update File: a.txt\n@@\n-a\n+b\n*** End Patch";

const tools: readonly (readonly [tool: string, input: unknown, act: Act])[] = [
  ["Execute", { command: "ls", riskLevel: "low" }, shell("ls")],
  ["Execute", { command: "serve", fireAndForget: true }, shell("serve", true)],
  ["Bash", { command: "ls" }, shell("ls")],
  ["Create", { file_path: "a.txt", content: "x" }, writing("x")],
  ["Write", { file_path: path, content: "x" }, writing("x")],
  ["Edit", { file_path: path, old_str: "a", new_str: "b", change_all: true }, editing("a", "b", true)],
  ["Edit", { file_path: path, old_string: "a", new_string: "b" }, editing("a", "b")],
  ["ApplyPatch", { input: patch }, editing("a", "b")],
  ["Read", { file_path: path }, { kind: "read", paths: [path] }],
  ["LS", {}, { kind: "read", paths: ["/home/dev/proj"] }],
  ["Grep", { pattern: "x", path: "/etc" }, { kind: "read", paths: ["/etc"] }],
  ["Glob", { patterns: ["src/*.ts", "/etc/*"] }, { kind: "read", paths: ["/home/dev/proj/src", "/etc"] }],
  ["FetchUrl", { url: "https://x.test" }, { kind: "fetch", url: "https://x.test", method: "GET" }],
  ["WebSearch", { query: "how" }, { kind: "fetch", url: "https://api.factory.ai/", method: "POST", body: "how" }],
  ["Task", { prompt: "do it" }, { kind: "delegate", text: "do it" }],
  ["TodoWrite", { todos: "x" }, { kind: "housekeeping", tool: "TodoWrite" }],
  ["mcp__fs__read", { p: 1 }, { kind: "mcp", server: "fs", tool: "read", input: { p: 1 } }],
  ["fs___read", { p: 1 }, { kind: "mcp", server: "fs", tool: "read", input: { p: 1 } }],
];

for (const [tool, input, act] of tools) {
  test(`${tool} ${JSON.stringify(input)} is a call to ${act.kind}`, () => assert.deepEqual(actOf(using(tool, input)), act));
}

for (const tool of ["Teleport", "execute", "constructor"]) {
  test(`${tool} is not waved through: policy sees its name and its input`, () => {
    assert.deepEqual(actOf(using(tool, { to: "/etc" })), { kind: "unknown", tool, input: { to: "/etc" } });
  });
}

test("names without underscores are understood, too", () => {
  const moment = readEnvelope(
    JSON.stringify({
      hookEventName: "PreToolUse",
      sessionId: "s1",
      permissionMode: "plan",
      cwd: "/p",
      tool_name: "Execute",
      tool_input: { command: "ls" },
    }),
    around,
  );
  assert.ok(moment.ok && moment.value.at === "before-call");
  assert.deepEqual(moment.value.call.by, { agent: "droid", session: "s1", permissionMode: "plan" });
});

for (const [event, at] of [
  ["SessionStart", "session-start"],
  ["PostToolUse", "after-call"],
  ["Stop", "stop"],
] as const) {
  test(`${event} is a notice`, () => {
    const moment = readEnvelope(JSON.stringify({ ...using("Execute", {}), hook_event_name: event }), around);
    assert.equal(moment.ok && moment.value.at, at);
  });
}

const broken: readonly (readonly [what: string, envelope: unknown, says: RegExp])[] = [
  ["no event", said, /`envelope.hook_event_name` is not a text/],
  ["another event", { ...said, hook_event_name: "Notification" }, /asked about `Notification`/],
  ["no folder", { ...using("Execute", { command: "ls" }), cwd: "p" }, /`envelope.cwd` is not an absolute path/],
  ["a tool without arguments", using("Execute", "ls"), /`envelope.tool_input` is not an object/],
  ["no command", using("Execute", {}), /`Execute input.command` is not a text/],
  ["a patch in another language", using("ApplyPatch", { input: "rm" }), /the patch cannot be read/],
];

for (const [what, envelope, says] of broken) {
  test(`an envelope with ${what} is refused with a sentence`, () => {
    const moment = readEnvelope(JSON.stringify(envelope), around);
    assert.ok(!moment.ok);
    assert.match(sentenceOf(moment.fault), says);
  });
}
