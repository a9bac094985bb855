/** Every tool and event of GitHub Copilot CLI becomes what it is; what cannot be read is refused with a sentence. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import type { Act } from "../../guard/guard.ts";
import { example, readEnvelope } from "./envelope.ts";

const around = { home: "/home/dev" };
const said = { sessionId: "5fc6", timestamp: 1795275462804, cwd: "/home/dev/proj" };

function actOf(toolName: string, toolArgs: unknown): Act {
  const moment = readEnvelope(JSON.stringify({ ...said, toolName, toolArgs }), around);
  assert.ok(moment.ok, moment.ok ? "" : sentenceOf(moment.fault));
  assert.equal(moment.value.at, "before-call");
  return moment.value.at === "before-call" ? moment.value.call.act : assert.fail();
}

test("an envelope says who calls and from where", () => {
  const moment = readEnvelope(JSON.stringify({ ...said, toolName: "bash", toolArgs: { command: "ls", description: "d" } }), around);
  assert.ok(moment.ok && moment.value.at === "before-call");
  const { call } = moment.value;
  assert.deepEqual(call.by, { agent: "copilot-cli", session: "5fc6" });
  assert.deepEqual([call.version, call.cwd, call.home, call.mode], [1, "/home/dev/proj", "/home/dev", "read"]);
});

test("the example is read as the command that it was made of", () => {
  const moment = readEnvelope(example("touch x", "/p"), around);
  assert.ok(moment.ok && moment.value.at === "before-call");
  assert.deepEqual(moment.value.call.act, shell("touch x"));
});

const shell = (command: string, background = false, dialect: "bash" | "powershell" = "bash"): Act => ({
  kind: "shell",
  command,
  dialect,
  background,
});
const path = "/home/dev/proj/a.txt";
const edit = (from: string, to: string): Act => ({
  kind: "change",
  files: [{ path, change: "edit", edits: [{ from, to, everywhere: false }] }],
});
const patch = "*** Begin Patch\n*** Update File: a.txt\n@@\n-one\n+two\n*** Update File: b.txt\n*** Move to: ../c.txt\n*** End Patch";
const patched: Act = {
  kind: "change",
  files: [
    { path, change: "edit", edits: [{ from: "one", to: "two", everywhere: false }] },
    { path: "/home/dev/proj/b.txt", change: "move", to: "/home/dev/c.txt" },
  ],
};
const searching = (body: string): Act => ({ kind: "fetch", url: "https://api.githubcopilot.com/", method: "POST", body });

const tools: readonly (readonly [tool: string, input: unknown, act: Act])[] = [
  ["bash", { command: "ls && pwd", description: "d", initial_wait: 30 }, shell("ls && pwd")],
  ["bash", '{"command":"ls"}', shell("ls")],
  ["bash", { command: "serve", mode: "async", shellId: "s1" }, shell("serve", true)],
  ["bash", { command: "serve", detach: true }, shell("serve", true)],
  ["powershell", { command: "Get-ChildItem" }, shell("Get-ChildItem", false, "powershell")],
  ["write_bash", { shellId: "s1", input: "rm -rf ~{enter}", delay: 5 }, { kind: "type", text: "rm -rf ~{enter}", into: "s1" }],
  ["create", { path: "a.txt", file_text: "x" }, { kind: "change", files: [{ path, change: "write", content: "x" }] }],
  ["edit", { path, old_str: "one", new_str: "two" }, edit("one", "two")],
  ["edit", { path, old_str: "one" }, edit("one", "")],
  ["str_replace", { path, old_str: "one", new_str: "two" }, edit("one", "two")],
  ["str_replace_editor", { command: "view", path }, { kind: "read", paths: [path] }],
  ["str_replace_editor", { command: "create", path, file_text: "" }, { kind: "change", files: [{ path, change: "write", content: "" }] }],
  ["str_replace_editor", { command: "str_replace", path, old_str: "a", new_str: "b" }, edit("a", "b")],
  ["str_replace_editor", { command: "insert", path, insert_line: 1, new_str: "b" }, edit("", "b")],
  ["apply_patch", patch, patched],
  ["apply_patch", { input: patch }, patched],
  ["apply_patch", { patch }, patched],
  ["view", { path: "~/notes", view_range: [1, 2] }, { kind: "read", paths: ["/home/dev/notes"] }],
  ["grep", { pattern: "x" }, { kind: "read", paths: ["/home/dev/proj"] }],
  ["grep", { pattern: "x", paths: "/etc" }, { kind: "read", paths: ["/etc"] }],
  ["rg", { pattern: "x", paths: ["src", "/etc"] }, { kind: "read", paths: ["/home/dev/proj/src", "/etc"] }],
  ["glob", { pattern: "**/*.ts", paths: ["src"] }, { kind: "read", paths: ["/home/dev/proj/src"] }],
  ["glob", { pattern: "../../*/.ssh/*" }, { kind: "read", paths: ["/home"] }],
  ["web_fetch", { url: "https://x.test/", raw: true }, { kind: "fetch", url: "https://x.test/", method: "GET" }],
  ["web_search", { query: "how" }, searching("how")],
  ["semantic_code_search", { query: "how" }, searching("how")],
  ["task", { description: "d", prompt: "do it", agent_type: "task" }, { kind: "delegate", text: "do it" }],
  ["write_agent", { agent_id: "a", message: "go on" }, { kind: "delegate", text: "a\ngo on" }],
  ["skill", { skill: "review" }, { kind: "delegate", text: "review" }],
  ["sql", { description: "d", query: "insert into todos values ('install it')" }, { kind: "housekeeping", tool: "sql" }],
  ["session_store_sql", { query: "select * from sessions where now() > x" }, { kind: "housekeeping", tool: "session_store_sql" }],
  ["read_bash", { shellId: "s1", delay: 1 }, { kind: "housekeeping", tool: "read_bash" }],
  ["report_intent", { intent: "x" }, { kind: "housekeeping", tool: "report_intent" }],
  // Server and tool, or one tool with a hyphen in its name: the client does not say.
  ["fs-make_it", { path: "/x" }, { kind: "unknown", tool: "fs-make_it", input: { path: "/x" } }],
  ["github-mcp-server-create_issue", {}, { kind: "unknown", tool: "github-mcp-server-create_issue", input: {} }],
];

for (const [tool, input, act] of tools) {
  test(`${tool} ${JSON.stringify(input)} is a call to ${act.kind}`, () => assert.deepEqual(actOf(tool, input), act));
}

const unknown: readonly (readonly [tool: string, input: object])[] = [
  ["teleport", { to: "/etc" }],
  ["Bash", { command: "ls" }],
  ["local_shell", { action: { command: ["ls"] } }],
  ["constructor", { x: 1 }],
  ["str_replace_editor", { command: "undo_edit", path }],
  ["sql", { query: "select 1; attach database '/home/dev/.ssh/x' as y" }],
  ["sql", { query: "VACUUM INTO '/tmp/x'" }],
  ["session_store_sql", { query: "select * from read_text('/etc/passwd')" }],
  ["session_store_sql", { query: "select * from '/etc/passwd.csv'" }],
];

for (const [tool, input] of unknown) {
  test(`${tool} ${JSON.stringify(input)} is not waved through: policy sees its name and its input`, () => {
    assert.deepEqual(actOf(tool, input), { kind: "unknown", tool, input });
  });
}

test("a text that is no object is kept for a tool that is not known", () => {
  assert.deepEqual(actOf("teleport", "to the moon"), { kind: "unknown", tool: "teleport", input: { input: "to the moon" } });
});

const by = { agent: "copilot-cli", session: "5fc6" };
const told: readonly (readonly [what: string, more: object, moment: object])[] = [
  ["the start of a session", { source: "new", initialPrompt: "go" }, { at: "session-start", by, cwd: said.cwd }],
  ["the end of a turn", { transcriptPath: "/t", stopReason: "end_turn", stop_hook_active: false }, { at: "stop", by, cwd: said.cwd }],
  [
    "a call that is over",
    { toolName: "bash", toolArgs: { command: "ls" }, toolResult: { resultType: "success" } },
    { at: "after-call", by, cwd: said.cwd, tool: "bash" },
  ],
  ["a call that failed", { toolName: "view", toolArgs: {}, error: "no such path" }, { at: "after-call", by, cwd: said.cwd, tool: "view" }],
];

for (const [what, more, moment] of told) {
  test(`${what} is a notice`, () =>
    assert.deepEqual(readEnvelope(JSON.stringify({ ...said, ...more }), around), { ok: true, value: moment }));
}

const bash = { toolName: "bash", toolArgs: { command: "ls" } };
const broken: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ["nothing", "", /not JSON/],
  ["half of it", '{"sessionId":"5', /not JSON/],
  ["a list", "[]", /not a JSON object/],
  ["no session", JSON.stringify({ ...said, ...bash, sessionId: 1 }), /`envelope.sessionId` is not a text/],
  ["no folder", JSON.stringify({ ...said, ...bash, cwd: undefined }), /`envelope.cwd` is not an absolute path/],
  ["a relative folder", JSON.stringify({ ...said, ...bash, cwd: "proj" }), /`envelope.cwd` is not an absolute path/],
  ["a tool without a name", JSON.stringify({ ...said, ...bash, toolName: 1 }), /`envelope.toolName` is not a text/],
  ["a tool without arguments", JSON.stringify({ ...said, toolName: "bash" }), /not known here/],
  ["a list of arguments", JSON.stringify({ ...said, toolName: "bash", toolArgs: ["ls"] }), /`envelope.toolArgs`/],
  ["bash without a command", JSON.stringify({ ...said, toolName: "bash", toolArgs: {} }), /`bash input.command` is not a text/],
  ["a patch in another language", JSON.stringify({ ...said, toolName: "apply_patch", toolArgs: "rm -rf /" }), /the patch cannot be read/],
  ["a patch that is a number", JSON.stringify({ ...said, toolName: "apply_patch", toolArgs: { input: 3 } }), /no patch that is a text/],
  ["an event that we did not ask for", JSON.stringify({ ...said, prompt: "go" }), /which is not known here/],
];

for (const [what, text, says] of broken) {
  test(`an envelope with ${what} is refused with a sentence`, () => {
    const moment = readEnvelope(text, around);
    assert.ok(!moment.ok);
    assert.match(sentenceOf(moment.fault), says);
  });
}
