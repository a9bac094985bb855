/** What our plugin in OpenCode 1.18.33 was seen to write, and the moments that come of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../../guard/guard.ts";
import { opencode } from "./opencode.ts";

const around = { home: "/home/dev" };
const directory = "/home/dev/proj";
const common = { event: "tool.execute.before", session: "ses_1", call: "call_1", directory, servers: [] as readonly string[] };

function callOf(tool: string, args: unknown, more: object = {}): Call {
  const read = opencode.readEnvelope(JSON.stringify({ ...common, tool, args, ...more }), around);
  assert.ok(read.ok && read.value.at === "before-call", JSON.stringify(read));
  return read.value.call;
}

function faultOf(envelope: unknown): string {
  const read = opencode.readEnvelope(typeof envelope === "string" ? envelope : JSON.stringify(envelope), around);
  assert.ok(!read.ok, JSON.stringify(read));
  return read.fault.what;
}

test("a command is a shell act of its session, in the mode that is strict", () => {
  assert.deepEqual(callOf("bash", { command: "touch X", description: "d" }), {
    version: 1,
    act: { kind: "shell", command: "touch X", dialect: "bash", background: false },
    by: { agent: "opencode", session: "ses_1", callId: "call_1" },
    cwd: directory,
    home: "/home/dev",
    mode: "read",
  });
});

test("a command runs in the folder that it names", () => {
  assert.equal(callOf("bash", { command: "make", workdir: "../other" }).cwd, "/home/dev/other");
});

const change = (path: string, rest: object): object => ({ kind: "change", files: [{ path, ...rest }] });
const patch = "*** Begin Patch\n*** Add File: a\n+x\n*** Delete File: /etc/b\n*** End Patch";

const acts: readonly (readonly [tool: string, args: object, act: object])[] = [
  ["write", { filePath: "a.txt", content: "x" }, change(`${directory}/a.txt`, { change: "write", content: "x" })],
  // Seen: the client makes a folder of that name.
  ["write", { filePath: "~/a", content: "" }, change(`${directory}/~/a`, { change: "write", content: "" })],
  [
    "edit",
    { filePath: "/etc/x", oldString: "a", newString: "b", replaceAll: true },
    change("/etc/x", { change: "edit", edits: [{ from: "a", to: "b", everywhere: true }] }),
  ],
  [
    "apply_patch",
    { patchText: patch },
    {
      kind: "change",
      files: [
        { path: `${directory}/a`, change: "write", content: "x\n" },
        { path: "/etc/b", change: "delete" },
      ],
    },
  ],
  ["read", { filePath: "../other" }, { kind: "read", paths: ["/home/dev/other"] }],
  ["glob", { pattern: "*.ts", path: "src" }, { kind: "read", paths: [`${directory}/src`] }],
  ["grep", { pattern: "x" }, { kind: "read", paths: [directory] }],
  ["lsp", { operation: "hover", filePath: "a.ts" }, { kind: "read", paths: [`${directory}/a.ts`] }],
  ["webfetch", { url: "https://example.com/a", format: "text" }, { kind: "fetch", url: "https://example.com/a", method: "GET" }],
  ["websearch", { query: "how to" }, { kind: "fetch", url: "https://mcp.exa.ai/mcp", method: "POST", body: "how to" }],
  ["task", { prompt: "do it", subagent_type: "general" }, { kind: "delegate", text: "do it\ngeneral" }],
  ["skill", { name: "pdf" }, { kind: "delegate", text: "pdf" }],
  ["todowrite", { todos: [] }, { kind: "housekeeping", tool: "todowrite" }],
  [
    "read_mcp_resource",
    { server: "db", uri: "db://t" },
    { kind: "mcp", server: "db", tool: "read_mcp_resource", input: { server: "db", uri: "db://t" } },
  ],
];

for (const [tool, args, act] of acts) {
  test(`${tool} is read with ${JSON.stringify(args)}`, () => assert.deepEqual(callOf(tool, args).act, act));
}

test("a tool of an MCP server goes by the longest server that its name begins with", () => {
  const servers = ["my fs", "my", "fs"];
  assert.deepEqual(callOf("my_fs_make_it", { path: "/x" }, { servers }).act, {
    kind: "mcp",
    server: "my fs",
    tool: "make_it",
    input: { path: "/x" },
  });
});

test("a tool that is not known is an act of its own", () => {
  for (const tool of ["deploy", "fs_make_it", "toString"]) {
    assert.deepEqual(callOf(tool, { to: "prod" }).act, { kind: "unknown", tool, input: { to: "prod" } });
  }
});

test("a command for a shell that could be any program is nobody's to judge", () => {
  const kinds = ["", "/bin/zsh", "fish", "/usr/bin/pwsh", "/home/dev/proj/bash", "/bin/evil", "./sh"].map((shell) => {
    const { act } = callOf("bash", { command: "ls" }, { shell });
    return act.kind === "shell" ? act.dialect : act.kind;
  });
  assert.deepEqual(kinds, ["bash", "bash", "bash", "powershell", "unknown", "unknown", "unknown"]);
});

test("the other moments are told of", () => {
  const moments = ["session.created", "tool.execute.after", "session.idle"].map((event) => {
    const read = opencode.readEnvelope(JSON.stringify({ event, session: "s", directory, tool: "bash" }), around);
    return read.ok ? read.value.at : read.fault.what;
  });
  assert.deepEqual(moments, ["session-start", "after-call", "stop"]);
});

test("what cannot be read is a fault that says where", () => {
  const call = { ...common, tool: "write", args: { filePath: "a" } };
  assert.match(faultOf("{"), /not JSON/);
  assert.match(faultOf([]), /not a JSON object/);
  assert.match(faultOf({ ...call, event: "file.edited" }), /`file\.edited`/);
  assert.match(faultOf({ ...call, directory: "proj" }), /envelope\.directory/);
  assert.match(faultOf({ ...call, args: "x" }), /envelope\.args/);
  assert.match(faultOf({ ...call, servers: undefined }), /envelope\.servers/);
  assert.match(faultOf(call), /write input\.content/);
  assert.match(faultOf({ ...call, tool: "apply_patch", args: { patchText: "*** Begin" } }), /patch/);
});

test("its example is a call that it would make", () => {
  const read = opencode.readEnvelope(opencode.example("ls", directory), around);
  assert.ok(read.ok && read.value.at === "before-call" && read.value.call.act.kind === "shell");
});
