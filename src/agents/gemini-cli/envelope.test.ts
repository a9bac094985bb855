/** What Gemini CLI 0.61.0 was seen to write to its hooks, and the moments that come of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../../guard/guard.ts";
import { geminiCli } from "./gemini-cli.ts";

const around = { home: "/home/dev" };
const cwd = "/home/dev/proj";
const common = {
  session_id: "s1",
  transcript_path: "/home/dev/.gemini/tmp/proj/chats/session-1.jsonl",
  cwd,
  timestamp: "2026-11-21T15:51:13.860Z",
};

function callOf(tool_name: string, tool_input: unknown, more: object = {}): Call {
  const read = geminiCli.readEnvelope(JSON.stringify({ ...common, hook_event_name: "BeforeTool", tool_name, tool_input, ...more }), around);
  assert.ok(read.ok && read.value.at === "before-call", JSON.stringify(read));
  return read.value.call;
}

function faultOf(envelope: unknown): string {
  const read = geminiCli.readEnvelope(typeof envelope === "string" ? envelope : JSON.stringify(envelope), around);
  assert.ok(!read.ok, JSON.stringify(read));
  return read.fault.what;
}

test("a shell command is a shell act of its session, in the mode that is strict", () => {
  assert.deepEqual(callOf("run_shell_command", { command: "touch X", description: "d" }), {
    version: 1,
    act: { kind: "shell", command: "touch X", dialect: "bash", background: false },
    by: { agent: "gemini-cli", session: "s1" },
    cwd,
    home: "/home/dev",
    mode: "read",
  });
});

test("a command runs in the folder that it names, and in the background when it says so", () => {
  const { act, cwd: folder } = callOf("run_shell_command", { command: "make", dir_path: "sub/../src", is_background: true });
  assert.deepEqual([folder, act], ["/home/dev/proj/src", { kind: "shell", command: "make", dialect: "bash", background: true }]);
});

const change = (path: string, rest: object): object => ({ kind: "change", files: [{ path, ...rest }] });

const acts: readonly (readonly [tool: string, input: object, act: object])[] = [
  ["write_file", { file_path: "a.txt", content: "x" }, change(`${cwd}/a.txt`, { change: "write", content: "x" })],
  // Seen: the client makes a folder of that name.
  ["write_file", { file_path: "~/a", content: "" }, change(`${cwd}/~/a`, { change: "write", content: "" })],
  [
    "replace",
    { file_path: "/etc/x", instruction: "i", old_string: "a", new_string: "b", allow_multiple: true },
    change("/etc/x", { change: "edit", edits: [{ from: "a", to: "b", everywhere: true }] }),
  ],
  ["read_file", { file_path: "../other" }, { kind: "read", paths: ["/home/dev/other"] }],
  ["read_many_files", { include: ["src/**/*.ts", "/etc/*"] }, { kind: "read", paths: [`${cwd}/src`, "/etc"] }],
  ["list_directory", { dir_path: "." }, { kind: "read", paths: [cwd] }],
  ["glob", { pattern: "*.ts", dir_path: "src" }, { kind: "read", paths: [`${cwd}/src`] }],
  ["grep_search", { pattern: "x" }, { kind: "read", paths: [cwd] }],
  ["search_file_content", { pattern: "x", dir_path: "src" }, { kind: "read", paths: [`${cwd}/src`] }],
  ["web_fetch", { prompt: "sum up https://example.com/a" }, { kind: "fetch", url: "https://example.com/a", method: "GET" }],
  [
    "google_web_search",
    { query: "how to" },
    { kind: "fetch", url: "https://generativelanguage.googleapis.com/", method: "POST", body: "how to" },
  ],
  ["invoke_agent", { agent_name: "generalist", prompt: "do it" }, { kind: "delegate", text: "generalist\ndo it" }],
  ["activate_skill", { name: "pdf" }, { kind: "delegate", text: "pdf" }],
  ["write_todos", { todos: [] }, { kind: "housekeeping", tool: "write_todos" }],
  ["read_mcp_resource", { uri: "db://t" }, { kind: "mcp", server: "db://t", tool: "read_mcp_resource", input: { uri: "db://t" } }],
];

for (const [tool, input, act] of acts) {
  test(`${tool} is read with ${JSON.stringify(input)}`, () => assert.deepEqual(callOf(tool, input).act, act));
}

test("a tool of an MCP server goes by the names that the client gives beside its own", () => {
  const mcp_context = { server_name: "my_srv", tool_name: "make_file", command: "node", args: [] };
  assert.deepEqual(callOf("mcp_my_srv_make_file", { path: "/x" }, { mcp_context }).act, {
    kind: "mcp",
    server: "my_srv",
    tool: "make_file",
    input: { path: "/x" },
  });
});

test("a tool that is not known is an act of its own, also one whose words lead to several addresses, or to none", () => {
  for (const [tool, input] of [
    ["discovered_tool_deploy", { to: "prod" }],
    ["mcp_srv_tool", {}],
    ["constructor", {}],
    ["web_fetch", { prompt: "https://a.example and https://b.example" }],
    ["web_fetch", { prompt: "nothing" }],
  ] as const) {
    assert.deepEqual(callOf(tool, input).act, { kind: "unknown", tool, input });
  }
});

test("the other moments are told of", () => {
  const moments = ["SessionStart", "AfterTool", "AfterAgent"].map((hook_event_name) => {
    const read = geminiCli.readEnvelope(JSON.stringify({ ...common, hook_event_name, tool_name: "glob", tool_input: {} }), around);
    return read.ok ? read.value.at : read.fault.what;
  });
  assert.deepEqual(moments, ["session-start", "after-call", "stop"]);
});

test("what cannot be read is a fault that says where", () => {
  const call = { ...common, hook_event_name: "BeforeTool", tool_name: "write_file", tool_input: { file_path: "a" } };
  assert.match(faultOf("{"), /not JSON/);
  assert.match(faultOf([]), /not a JSON object/);
  assert.match(faultOf({ ...call, hook_event_name: "BeforeModel" }), /`BeforeModel`/);
  assert.match(faultOf({ ...call, cwd: "proj" }), /envelope\.cwd/);
  assert.match(faultOf({ ...call, tool_input: "x" }), /tool_input/);
  assert.match(faultOf(call), /write_file input\.content/);
  assert.match(faultOf({ ...call, mcp_context: {} }), /mcp_context\.server_name/);
});

test("its example is a call that it would make", () => {
  const read = geminiCli.readEnvelope(geminiCli.example("ls", cwd), around);
  assert.ok(read.ok && read.value.at === "before-call" && read.value.call.act.kind === "shell");
});
