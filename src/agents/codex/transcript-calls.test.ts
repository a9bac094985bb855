/** Calls in a rollout of Codex CLI, in the lines that it writes and wrote. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import type { Members } from "../../base/read.ts";
import { transcriptCalls } from "./transcript-calls.ts";

const cwd = "/home/dev/proj";

function line(type: string, payload: Json): string {
  return JSON.stringify({ timestamp: "2026-11-20T10:00:00.000Z", type, payload });
}

const begin = line("session_meta", { id: "5973b6c0-94b8-487b-a530-2aeb6098ae0e", cwd, cli_version: "0.65.0", source: "cli" });

function called(name: string, input: Json, more: Members = {}): string {
  return line("response_item", { type: "function_call", name, arguments: JSON.stringify(input), call_id: "call_1", ...more });
}

function told(...lines: readonly string[]): readonly Json[] {
  return JSON.parse(JSON.stringify([...transcriptCalls.among([begin, ...lines], { home: "/home/dev" })])) as readonly Json[];
}

function callIn(...lines: readonly string[]): { readonly act: Json; readonly cwd: string } | undefined {
  const [found] = transcriptCalls.among([begin, ...lines], { home: "/home/dev" });
  return found?.call.ok === true ? { act: JSON.parse(JSON.stringify(found.call.value.act)) as Json, cwd: found.call.value.cwd } : undefined;
}

const shell = (command: string): Json => ({ kind: "shell", command, dialect: "bash", background: false });

test("a command is the call that a hook would have got", () => {
  assert.deepEqual(told(called("exec_command", { cmd: "git push -f", yield_time_ms: 1000 })), [
    {
      at: Date.UTC(2026, 10, 20, 10),
      id: "call_1",
      call: {
        ok: true,
        value: {
          version: 1,
          act: shell("git push -f"),
          by: { agent: "codex", session: "5973b6c0-94b8-487b-a530-2aeb6098ae0e", callId: "call_1" },
          cwd,
          home: "/home/dev",
          mode: "read",
        },
      },
    },
  ]);
});

const commands: readonly (readonly [what: string, line: string, command: string])[] = [
  ["a text for a shell", called("shell", { command: ["bash", "-lc", "ls && pwd"] }), "ls && pwd"],
  ["a text for another shell", called("container.exec", { command: ["/bin/zsh", "-c", "ls"] }), "ls"],
  ["plain words", called("shell", { command: ["rm", "-rf", "a b", "it's"] }), `rm -rf 'a b' 'it'\\''s'`],
  ["a shell with more than a text", called("shell", { command: ["bash", "-c", "echo $0", "x"] }), "bash -c 'echo $0' x"],
  ["a text alone", called("shell_command", { command: "ls" }), "ls"],
  [
    "a call in an older form",
    line("response_item", { type: "local_shell_call", call_id: "c", status: "completed", action: { type: "exec", command: ["ls", "-l"] } }),
    "ls -l",
  ],
];

for (const [what, text, command] of commands) test(`${what} is a command`, () => assert.deepEqual(callIn(text)?.act, shell(command)));

test("a command runs where it says, else where the turn does, else where the session began", () => {
  const turn = line("turn_context", { cwd: "/home/dev/other", model: "m" });
  assert.equal(callIn(called("shell", { command: ["ls"] }))?.cwd, cwd);
  assert.equal(callIn(turn, called("shell", { command: ["ls"] }))?.cwd, "/home/dev/other");
  assert.equal(callIn(turn, called("shell", { command: ["ls"], workdir: "/srv" }))?.cwd, "/srv");
  assert.equal(callIn(turn, called("exec_command", { cmd: "ls", workdir: "sub" }))?.cwd, "/home/dev/other/sub");
});

const patch = "*** Begin Patch\n*** Delete File: a.txt\n*** End Patch";
const deleted = { kind: "change", files: [{ path: `${cwd}/a.txt`, change: "delete" }] };

test("a patch changes files, in each form that it came in", () => {
  assert.deepEqual(
    callIn(line("response_item", { type: "custom_tool_call", name: "apply_patch", input: patch, call_id: "c" }))?.act,
    deleted,
  );
  assert.deepEqual(callIn(called("apply_patch", { input: patch }))?.act, deleted);
  assert.deepEqual(callIn(called("shell", { command: ["bash", "-lc", `apply_patch <<'EOF'\n${patch}\nEOF`] }))?.act, deleted);
});

test("words typed into a program that runs are judged as that, and waiting for it is not", () => {
  assert.deepEqual(callIn(called("write_stdin", { session_id: 3, chars: "rm -rf ~\n" }))?.act, {
    kind: "type",
    text: "rm -rf ~\n",
    into: "3",
  });
  assert.deepEqual(callIn(called("write_stdin", { session_id: 3, chars: "" }))?.act, { kind: "housekeeping", tool: "write_stdin" });
});

test("tools of a server are its own, however their name is written", () => {
  const query = { kind: "mcp", server: "db", tool: "query", input: { sql: "x" } };
  assert.deepEqual(callIn(called("mcp__db__query", { sql: "x" }))?.act, query);
  assert.deepEqual(callIn(called("query", { sql: "x" }, { namespace: "mcp__db__" }))?.act, query);
});

const faults: readonly (readonly [what: string, line: string])[] = [
  ["words that cannot be read", line("response_item", { type: "function_call", name: "shell", arguments: "{oops", call_id: "c" })],
  ["a shell without a command", called("shell", { command: [] })],
  ["a command with something in it that is no word", called("shell", { command: ["ls", 5] })],
];

for (const [what, text] of faults)
  test(`${what}: a call that nobody can judge`, () => {
    const [found] = transcriptCalls.among([begin, text], { home: "/home/dev" });
    assert.equal(found?.call.ok, false);
  });

const noCalls: readonly (readonly [what: string, line: string])[] = [
  ["a message", line("response_item", { type: "message", role: "user", content: [] })],
  ["a result", line("response_item", { type: "function_call_output", call_id: "c", output: "x" })],
  ["an event", line("event_msg", { type: "exec_command_begin", command: ["ls"] })],
  ["half a line", called("shell", { command: ["ls"] }).slice(0, -9)],
  ["nothing", ""],
];

for (const [what, text] of noCalls) test(`${what} is no call`, () => assert.deepEqual(told(text), []));

test("without a word about the folder there is no call, since nobody could say what it is about", () => {
  assert.deepEqual([...transcriptCalls.among([called("shell", { command: ["ls"] })], { home: "/home/dev" })], []);
});
