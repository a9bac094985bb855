/** Calls in a transcript of Claude Code, in the lines that it writes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import type { Members } from "../../base/read.ts";
import { transcriptCalls } from "./transcript-calls.ts";

const cwd = "/home/dev/proj";

/** What stands in every line, with what is in this one. */
function line(message: Json, more: Members = {}): string {
  const usual = { parentUuid: null, isSidechain: false, userType: "external", sessionId: "s1", version: "2.1.12", gitBranch: "main", cwd };
  return JSON.stringify({ ...usual, type: "assistant", uuid: "u", timestamp: "2026-11-20T10:00:00.000Z", message, ...more });
}

function using(name: string, input: Json, more: Members = {}): string {
  return line({ role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name, input }] }, more);
}

function told(...lines: readonly string[]): readonly Json[] {
  return JSON.parse(JSON.stringify([...transcriptCalls.among(lines, { home: "/home/dev" })])) as readonly Json[];
}

function actIn(text: string): unknown {
  const [call] = transcriptCalls.among([text], { home: "/home/dev" });
  return call?.call.ok === true ? call.call.value.act : call?.call;
}

test("a use of a tool is the call that a hook would have got", () => {
  assert.deepEqual(told(using("Bash", { command: "git push -f", description: "pushes" })), [
    {
      at: Date.UTC(2026, 10, 20, 10),
      id: "toolu_1",
      call: {
        ok: true,
        value: {
          version: 1,
          act: { kind: "shell", command: "git push -f", dialect: "bash", background: false },
          by: { agent: "claude-code", session: "s1", callId: "toolu_1" },
          cwd,
          home: "/home/dev",
          mode: "read",
        },
      },
    },
  ]);
});

test("files are meant where the session stood, and a server's tools are its own", () => {
  assert.deepEqual(actIn(using("Read", { file_path: "src/a.ts" })), { kind: "read", paths: [`${cwd}/src/a.ts`] });
  assert.deepEqual(actIn(using("mcp__db__query", { sql: "select 1" })), {
    kind: "mcp",
    server: "db",
    tool: "query",
    input: { sql: "select 1" },
  });
});

test("a subagent is named", () => {
  const [call] = transcriptCalls.among([using("Bash", { command: "ls" }, { agentId: "a7", isSidechain: true })], { home: "/home/dev" });
  assert.equal(call?.call.ok === true ? call.call.value.by.subagent : "", "a7");
});

test("several uses in one message are several calls, beside what is said", () => {
  const content = [
    { type: "text", text: 'I use "tool_use"' },
    { type: "tool_use", id: "a", name: "Bash", input: { command: "ls" } },
    { type: "tool_use", id: "b", name: "Bash", input: { command: "pwd" } },
  ];
  assert.deepEqual(
    told(line({ content })).map((one) => (one as Members)["id"]),
    ["a", "b"],
  );
});

test("a tool that was given what it cannot take is a fault, as it would have been in the hook", () => {
  const [call] = transcriptCalls.among([using("Bash", { cmd: "ls" })], { home: "/home/dev" });
  assert.equal(call?.call.ok, false);
});

const noCalls: readonly (readonly [what: string, line: string])[] = [
  ["a result", line({ role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "tool_use" }] }, { type: "user" })],
  ["what a person said", line({ role: "user", content: 'run a "tool_use"' }, { type: "user" })],
  ["a summary", JSON.stringify({ type: "summary", summary: "x", leafUuid: "u" })],
  ["half a line", using("Bash", { command: "ls" }).slice(0, -20)],
  ["a line that is not JSON", '"tool_use" and more'],
  ["a line without a folder", using("Bash", { command: "ls" }, { cwd: null })],
  ["nothing", ""],
];

for (const [what, text] of noCalls) test(`${what} is no call`, () => assert.deepEqual(told(text), []));

test("its lines are told from those of others", () => {
  assert.ok(transcriptCalls.isLine({ type: "user", sessionId: "s1", message: { content: "x" } }));
  assert.ok(!transcriptCalls.isLine({ type: "response_item", payload: {} }));
  assert.ok(!transcriptCalls.isLine({ command: "ls" }));
});
