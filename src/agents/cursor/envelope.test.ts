/** Every event and tool that Cursor documents becomes what it is; what cannot be read is refused with a sentence. */
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

const said = { conversation_id: "c1", generation_id: "g1", workspace_roots: ["/home/dev/proj"], cursor_version: "2.0.77" };
const using = (tool_name: string, tool_input: unknown): object => ({
  ...said,
  hook_event_name: "preToolUse",
  tool_use_id: "t1",
  tool_name,
  tool_input,
});

const tools: readonly (readonly [tool: string, input: unknown, act: Act])[] = [
  ["Shell", { command: "ls", working_directory: "/home/dev/proj" }, shell("ls")],
  ["Shell", '{"command":"ls"}', shell("ls")],
  ["Write", { file_path: "a.txt", content: "x" }, writing("x")],
  ["Write", { file_path: path, old_string: "a", new_string: "b" }, editing("a", "b")],
  ["Read", { file_path: path }, { kind: "read", paths: [path] }],
  ["Grep", { pattern: "x" }, { kind: "read", paths: ["/home/dev/proj"] }],
  ["Delete", { file_path: path }, { kind: "change", files: [{ path, change: "delete" }] }],
  ["Task", { prompt: "do it" }, { kind: "delegate", text: "do it" }],
  ["MCP:query", { sql: "x" }, { kind: "mcp", server: "", tool: "query", input: { sql: "x" } }],
];

for (const [tool, input, act] of tools) {
  test(`${tool} ${JSON.stringify(input)} is a call to ${act.kind}`, () => assert.deepEqual(actOf(using(tool, input)), act));
}

for (const tool of ["Teleport", "bash", "constructor"]) {
  test(`${tool} is not waved through: policy sees its name and its input`, () => {
    assert.deepEqual(actOf(using(tool, { to: "/etc" })), { kind: "unknown", tool, input: { to: "/etc" } });
  });
}

const events: readonly (readonly [event: string, more: object, act: Act])[] = [
  ["beforeShellExecution", { command: "ls", cwd: "/home/dev/proj" }, shell("ls")],
  ["beforeShellExecution", { command: "ls", cwd: "" }, shell("ls")],
  [
    "beforeMCPExecution",
    { tool_name: "q", tool_input: '{"a":1}', command: "db-server" },
    { kind: "mcp", server: "db-server", tool: "q", input: { a: 1 } },
  ],
  [
    "beforeMCPExecution",
    { tool_name: "q", tool_input: "no json", url: "https://x.test" },
    { kind: "mcp", server: "https://x.test", tool: "q", input: "no json" },
  ],
  ["beforeReadFile", { file_path: path, content: "secret" }, { kind: "read", paths: [path] }],
];

for (const [event, more, act] of events) {
  test(`${event} ${JSON.stringify(more)} is a call to ${act.kind}`, () => {
    assert.deepEqual(actOf({ ...said, hook_event_name: event, ...more }), act);
  });
}

test("a command of a folder of its own happens there", () => {
  const moment = readEnvelope(JSON.stringify(using("Shell", { command: "ls", working_directory: "/tmp/x" })), around);
  assert.ok(moment.ok && moment.value.at === "before-call");
  assert.deepEqual([moment.value.call.cwd, moment.value.call.by], ["/tmp/x", { agent: "cursor", session: "c1", callId: "t1" }]);
});

for (const [event, at] of [
  ["sessionStart", "session-start"],
  ["postToolUse", "after-call"],
  ["stop", "stop"],
] as const) {
  test(`${event} is a notice`, () => {
    const moment = readEnvelope(JSON.stringify({ ...using("Shell", {}), hook_event_name: event }), around);
    assert.equal(moment.ok && moment.value.at, at);
  });
}

const broken: readonly (readonly [what: string, envelope: unknown, says: RegExp])[] = [
  ["no event", said, /`envelope.hook_event_name` is not a text/],
  ["another event", { ...said, hook_event_name: "afterFileEdit" }, /asked about `afterFileEdit`/],
  ["no folder", { hook_event_name: "beforeShellExecution", command: "ls" }, /`envelope.cwd` is not an absolute path/],
  ["no command", { ...said, hook_event_name: "beforeShellExecution" }, /`envelope.command` is not a text/],
  ["a tool without arguments", using("Shell", "ls"), /`envelope.tool_input` is not an object/],
  ["a file without a path", using("Delete", {}), /`Delete input.file_path` is not a text/],
];

for (const [what, envelope, says] of broken) {
  test(`an envelope with ${what} is refused with a sentence`, () => {
    const moment = readEnvelope(JSON.stringify(envelope), around);
    assert.ok(!moment.ok);
    assert.match(sentenceOf(moment.fault), says);
  });
}
