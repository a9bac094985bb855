/** Every tool of Claude Code becomes the Call that it is; what cannot be read is refused with a sentence. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import type { Act } from "../../guard/guard.ts";
import { readEnvelope } from "./envelope.ts";

const around = { home: "/home/dev" };

const envelope = {
  session_id: "2f1c",
  transcript_path: "/home/dev/.claude/projects/x/2f1c.jsonl",
  cwd: "/home/dev/proj",
  prompt_id: "p1",
  permission_mode: "bypassPermissions",
  effort: { level: "medium" },
  hook_event_name: "PreToolUse",
  tool_name: "Bash",
  tool_input: { command: "ls", description: "list" },
  tool_use_id: "toolu_1",
};

function actOf(tool_name: string, tool_input: object, more: object = {}): Act {
  const moment = readEnvelope(JSON.stringify({ ...envelope, ...more, tool_name, tool_input }), around);
  assert.ok(moment.ok, moment.ok ? "" : sentenceOf(moment.fault));
  assert.ok(moment.value.at === "before-call");
  return moment.value.call.act;
}

function refusalOf(text: string): string {
  const moment = readEnvelope(text, around);
  assert.ok(!moment.ok, "the envelope was read");
  return sentenceOf(moment.fault);
}

test("an envelope says who calls, from where, and how far it may go alone", () => {
  const moment = readEnvelope(JSON.stringify({ ...envelope, agent_id: "a0d1", agent_type: "Explore" }), around);
  assert.ok(moment.ok && moment.value.at === "before-call");
  const { call } = moment.value;
  assert.deepEqual(call.by, {
    agent: "claude-code",
    session: "2f1c",
    callId: "toolu_1",
    subagent: "a0d1",
    permissionMode: "bypassPermissions",
  });
  assert.deepEqual([call.version, call.cwd, call.home, call.mode], [1, "/home/dev/proj", "/home/dev", "read"]);
});

const shell = (command: string, background = false, dialect: "bash" | "powershell" = "bash"): Act => ({
  kind: "shell",
  command,
  dialect,
  background,
});
const path = "/home/dev/proj/a.txt";

const tools: readonly (readonly [tool: string, input: object, act: Act])[] = [
  ["Bash", { command: "ls && pwd", timeout: 5, dangerouslyDisableSandbox: true }, shell("ls && pwd")],
  ["Bash", { command: "", run_in_background: true }, shell("", true)],
  ["PowerShell", { command: "Get-ChildItem" }, shell("Get-ChildItem", false, "powershell")],
  ["Monitor", { command: "tail -f log", description: "d", timeout_ms: 1 }, shell("tail -f log", true)],
  ["Monitor", { ws: { url: "wss://x.test/y" }, description: "d" }, { kind: "fetch", url: "wss://x.test/y", method: "GET" }],
  ["Write", { file_path: path, content: "one\n" }, { kind: "change", files: [{ path, change: "write", content: "one\n" }] }],
  [
    "Edit",
    { file_path: path, old_string: "a", new_string: "b", replace_all: true },
    { kind: "change", files: [{ path, change: "edit", edits: [{ from: "a", to: "b", everywhere: true }] }] },
  ],
  [
    "MultiEdit",
    { file_path: "../proj//./a.txt", edits: [{ old_string: "a", new_string: "b" }] },
    { kind: "change", files: [{ path, change: "edit", edits: [{ from: "a", to: "b", everywhere: false }] }] },
  ],
  [
    "NotebookEdit",
    { notebook_path: "/home/dev/proj/n.ipynb", new_source: "import os", cell_type: "code", edit_mode: "insert" },
    {
      kind: "change",
      files: [{ path: "/home/dev/proj/n.ipynb", change: "edit", edits: [{ from: "", to: "import os", everywhere: false }] }],
    },
  ],
  ["Read", { file_path: "~/notes", offset: 1 }, { kind: "read", paths: ["/home/dev/notes"] }],
  ["Grep", { pattern: "x" }, { kind: "read", paths: ["/home/dev/proj"] }],
  ["Grep", { pattern: "x", path: "/etc" }, { kind: "read", paths: ["/etc"] }],
  ["Glob", { pattern: "src/**/*.ts" }, { kind: "read", paths: ["/home/dev/proj/src"] }],
  ["Glob", { pattern: "../../*/.ssh/*", path: "src" }, { kind: "read", paths: ["/home/dev"] }],
  ["Glob", { pattern: "/etc/ssl/*.pem" }, { kind: "read", paths: ["/etc/ssl"] }],
  ["Glob", { pattern: "/*" }, { kind: "read", paths: ["/"] }],
  ["Glob", { pattern: "~/.ssh/id_*" }, { kind: "read", paths: ["/home/dev/.ssh"] }],
  ["Glob", { pattern: "*" }, { kind: "read", paths: ["/home/dev/proj"] }],
  ["LS", { path: "/etc" }, { kind: "read", paths: ["/etc"] }],
  ["WebFetch", { url: "https://x.test/", prompt: "sum up" }, { kind: "fetch", url: "https://x.test/", method: "GET" }],
  ["WebSearch", { query: "how to" }, { kind: "fetch", url: "https://api.anthropic.com/v1/messages", method: "POST", body: "how to" }],
  ["Agent", { description: "d", prompt: "do it", subagent_type: "Explore" }, { kind: "delegate", text: "do it" }],
  ["Task", { description: "d", prompt: "do it" }, { kind: "delegate", text: "do it" }],
  ["SendMessage", { to: "a", message: "go on" }, { kind: "delegate", text: "go on" }],
  ["CronCreate", { cron: "* * * * *", prompt: "again" }, { kind: "delegate", text: "again" }],
  ["Skill", { skill: "review", args: "all" }, { kind: "delegate", text: "review all" }],
  ["Workflow", { script: "agent('x')", args: { n: [1, "y"] } }, { kind: "delegate", text: "agent('x')\ny" }],
  ["ScheduleWakeup", { delaySeconds: 60, reason: "r", prompt: "p" }, { kind: "delegate", text: "r\np" }],
  ["RemoteTrigger", {}, { kind: "delegate", text: "" }],
  ["ToolSearch", { query: "x" }, { kind: "housekeeping", tool: "ToolSearch" }],
  ["TaskStop", { task_id: "1" }, { kind: "housekeeping", tool: "TaskStop" }],
  ["EnterWorktree", { name: "w" }, { kind: "housekeeping", tool: "EnterWorktree" }],
  ["ExitWorktree", { action: "keep" }, { kind: "housekeeping", tool: "ExitWorktree" }],
  ["ListAgents", {}, { kind: "housekeeping", tool: "ListAgents" }],
  [
    "ReadMcpResourceTool",
    { server: "fs", uri: "file:///x" },
    { kind: "mcp", server: "fs", tool: "ReadMcpResourceTool", input: { server: "fs", uri: "file:///x" } },
  ],
];

for (const [tool, input, act] of tools) {
  test(`${tool} ${JSON.stringify(input)} is a call to ${act.kind}`, () => assert.deepEqual(actOf(tool, input), act));
}

const unknown: readonly (readonly [tool: string, input: object])[] = [
  ["Teleport", { to: "/etc", now: true }],
  ["bash", { command: "ls" }],
  ["constructor", { x: 1 }],
  ["ExitWorktree", { action: "remove", discard_changes: true }],
];

for (const [tool, input] of unknown) {
  test(`${tool} ${JSON.stringify(input)} is not waved through: policy sees its name and its input`, () => {
    assert.deepEqual(actOf(tool, input), { kind: "unknown", tool, input });
  });
}

test("an MCP tool keeps server, tool and input", () => {
  const input = { path: "/etc/x" };
  assert.deepEqual(actOf("mcp__fs__delete_file", input), { kind: "mcp", server: "fs", tool: "delete_file", input });
  assert.deepEqual(actOf("mcp__fs__a__b", input), { kind: "mcp", server: "fs", tool: "a__b", input });
});

test("a server whose own name has odd characters is called by that name", () => {
  const said = { mcp_server: { name: "my fs__v2", source: "project" } };
  assert.deepEqual(actOf("mcp__my_fs__v2__read", {}, said), { kind: "mcp", server: "my fs__v2", tool: "read", input: {} });
});

test("a server name that does not fit the tool is not believed", () => {
  const said = { mcp_server: { name: "harmless" } };
  assert.deepEqual(actOf("mcp__shell__run", {}, said), { kind: "mcp", server: "shell", tool: "run", input: {} });
});

test("fields of newer clients change nothing", () => {
  assert.deepEqual(actOf("Bash", { command: "ls", brand_new: [1] }, { brand_new: {} }), shell("ls"));
});

const broken: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ["nothing", "", /not JSON/],
  ["no JSON", "{oops", /not JSON/],
  ["a list", "[]", /not a JSON object/],
  ["no event", JSON.stringify({ ...envelope, hook_event_name: undefined }), /`hook_event_name` is not a text/],
  ["another event", JSON.stringify({ ...envelope, hook_event_name: "Notification" }), /asked about `Notification`/],
  ["no tool", JSON.stringify({ ...envelope, tool_name: undefined }), /`envelope.tool_name` is not a text/],
  ["no session", JSON.stringify({ ...envelope, session_id: 1 }), /`envelope.session_id` is not a text/],
  ["no folder", JSON.stringify({ ...envelope, cwd: undefined }), /`envelope.cwd` is not a text/],
  ["a relative folder", JSON.stringify({ ...envelope, cwd: "proj" }), /not an absolute path: `proj`/],
  ["no input", JSON.stringify({ ...envelope, tool_input: undefined }), /`envelope.tool_input` is not an object/],
  ["a list as input", JSON.stringify({ ...envelope, tool_input: ["ls"] }), /`envelope.tool_input` is not an object/],
  ["an odd call id", JSON.stringify({ ...envelope, tool_use_id: 7 }), /`envelope.tool_use_id` is not a text/],
  ["Bash without a command", JSON.stringify({ ...envelope, tool_input: {} }), /`Bash input.command` is not a text/],
  ["Bash with a list", JSON.stringify({ ...envelope, tool_input: { command: ["ls"] } }), /`Bash input.command` is not a text/],
  ["an odd background flag", JSON.stringify({ ...envelope, tool_input: { command: "ls", run_in_background: "no" } }), /run_in_background/],
  ["Write without content", JSON.stringify({ ...envelope, tool_name: "Write", tool_input: { file_path: "/a" } }), /`Write input.content`/],
  [
    "Monitor with both",
    JSON.stringify({ ...envelope, tool_name: "Monitor", tool_input: { command: "ls", ws: { url: "ws://x" } } }),
    /Monitor input/,
  ],
  ["Monitor with neither", JSON.stringify({ ...envelope, tool_name: "Monitor", tool_input: {} }), /Monitor input/],
];

for (const [what, text, says] of broken) {
  test(`an envelope with ${what} is refused with a sentence`, () => assert.match(refusalOf(text), says));
}
