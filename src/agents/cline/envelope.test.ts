/** Every event and tool that Cline documents becomes what it is; what cannot be read is refused with a sentence. */
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

const said = { clineVersion: "3.50.0", timestamp: "0", taskId: "t1", workspaceRoots: ["/home/dev/proj"], userId: "u" };
const using = (toolName: string, parameters: unknown): object => ({
  ...said,
  hookName: "PreToolUse",
  preToolUse: { toolName, parameters },
});
const diff = "------- SEARCH\none\n=======\ntwo\n+++++++ REPLACE\n";
const older = "<<<<<<< SEARCH\none\n=======\ntwo\n>>>>>>> REPLACE";

const tools: readonly (readonly [tool: string, input: unknown, act: Act])[] = [
  ["execute_command", { command: "ls", requires_approval: "false" }, shell("ls")],
  ["write_to_file", { path: "a.txt", content: "x" }, writing("x")],
  ["new_rule", { path: "a.txt", content: "x" }, writing("x")],
  ["replace_in_file", { path, diff }, editing("one\n", "two\n")],
  ["replace_in_file", { path, diff: older }, editing("one\n", "two\n")],
  ["replace_in_file", { path, diff: "what is this" }, editing("", "what is this")],
  [
    "apply_patch",
    { input: "*** Begin Patch\n*** Delete File: a.txt\n*** End Patch" },
    { kind: "change", files: [{ path, change: "delete" }] },
  ],
  ["read_file", { path }, { kind: "read", paths: [path] }],
  ["list_files", { path: ".", recursive: "true" }, { kind: "read", paths: ["/home/dev/proj"] }],
  ["search_files", { path: "/etc", regex: "x" }, { kind: "read", paths: ["/etc"] }],
  ["browser_action", { action: "launch", url: "https://x.test" }, { kind: "fetch", url: "https://x.test", method: "GET" }],
  ["browser_action", { action: "click", coordinate: "1,1" }, { kind: "housekeeping", tool: "browser_action" }],
  ["browser_action", { action: "fly" }, { kind: "unknown", tool: "browser_action", input: { action: "fly" } }],
  ["web_fetch", { url: "https://x.test" }, { kind: "fetch", url: "https://x.test", method: "GET" }],
  [
    "use_mcp_tool",
    { server_name: "gh", tool_name: "issue", arguments: '{"n":1}' },
    { kind: "mcp", server: "gh", tool: "issue", input: { n: 1 } },
  ],
  ["use_mcp_tool", { server_name: "gh", tool_name: "issue" }, { kind: "mcp", server: "gh", tool: "issue", input: {} }],
  [
    "access_mcp_resource",
    { server_name: "gh", uri: "x://y" },
    { kind: "mcp", server: "gh", tool: "access_mcp_resource", input: { server_name: "gh", uri: "x://y" } },
  ],
  ["attempt_completion", { result: "done", command: "open index.html" }, shell("open index.html")],
  ["attempt_completion", { result: "done" }, { kind: "housekeeping", tool: "attempt_completion" }],
  ["new_task", { context: "go on" }, { kind: "delegate", text: "go on" }],
  ["plan_mode_respond", { response: "x" }, { kind: "housekeeping", tool: "plan_mode_respond" }],
];

for (const [tool, input, act] of tools) {
  test(`${tool} ${JSON.stringify(input)} is a call to ${act.kind}`, () => assert.deepEqual(actOf(using(tool, input)), act));
}

for (const tool of ["Teleport", "bash", "constructor"]) {
  test(`${tool} is not waved through: policy sees its name and its input`, () => {
    assert.deepEqual(actOf(using(tool, { to: "/etc" })), { kind: "unknown", tool, input: { to: "/etc" } });
  });
}

for (const [hookName, more, at] of [
  ["PostToolUse", { postToolUse: { toolName: "read_file" } }, "after-call"],
  ["TaskStart", {}, "session-start"],
  ["TaskResume", {}, "session-start"],
  ["TaskComplete", {}, "stop"],
  ["TaskCancel", {}, "stop"],
] as const) {
  test(`${hookName} is a notice`, () => {
    const moment = readEnvelope(JSON.stringify({ ...said, hookName, ...more }), around);
    assert.equal(moment.ok && moment.value.at, at);
  });
}

const broken: readonly (readonly [what: string, envelope: unknown, says: RegExp])[] = [
  ["no event", said, /`envelope.hookName` is not a text/],
  ["another event", { ...said, hookName: "UserPromptSubmit" }, /asked about `UserPromptSubmit`/],
  ["no folder", { ...using("execute_command", {}), workspaceRoots: [] }, /`envelope.workspaceRoots\[0\]` is not an absolute path/],
  ["no tool", { ...said, hookName: "PreToolUse" }, /`envelope.preToolUse` is not an object/],
  ["a tool without parameters", using("execute_command", "ls"), /`envelope.preToolUse.parameters` is not an object/],
  ["a command that is none", using("execute_command", {}), /`execute_command input.command` is not a text/],
];

for (const [what, envelope, says] of broken) {
  test(`an envelope with ${what} is refused with a sentence`, () => {
    const moment = readEnvelope(JSON.stringify(envelope), around);
    assert.ok(!moment.ok);
    assert.match(sentenceOf(moment.fault), says);
  });
}
