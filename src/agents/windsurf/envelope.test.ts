/** Every event that Windsurf documents becomes what it is; what cannot be read is refused with a sentence. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import type { Act } from "../../guard/guard.ts";
import { readEnvelope } from "./envelope.ts";

const around = { home: "/home/dev" };
const shell = (command: string, background = false): Act => ({ kind: "shell", command, dialect: "bash", background });
const path = "/home/dev/proj/a.txt";
const editing = (from: string, to: string, everywhere = false): Act => ({
  kind: "change",
  files: [{ path, change: "edit", edits: [{ from, to, everywhere }] }],
});

function actOf(envelope: object): Act {
  const moment = readEnvelope(JSON.stringify(envelope), around);
  assert.ok(moment.ok, moment.ok ? "" : sentenceOf(moment.fault));
  return moment.value.at === "before-call" ? moment.value.call.act : assert.fail();
}

const using = (agent_action_name: string, tool_info: unknown): object => ({
  agent_action_name,
  trajectory_id: "t1",
  execution_id: "e1",
  timestamp: "0",
  tool_info,
});

const tools: readonly (readonly [tool: string, input: unknown, act: Act])[] = [
  ["pre_run_command", { command_line: "ls", cwd: "/home/dev/proj" }, shell("ls")],
  ["pre_write_code", { file_path: path, edits: [{ old_string: "a", new_string: "b" }] }, editing("a", "b")],
  ["pre_write_code", { file_path: path }, { kind: "change", files: [{ path, change: "edit", edits: [] }] }],
  ["pre_read_code", { file_path: path }, { kind: "read", paths: [path] }],
  [
    "pre_mcp_tool_use",
    { mcp_server_name: "gh", mcp_tool_name: "issue", mcp_tool_arguments: { n: 1 } },
    { kind: "mcp", server: "gh", tool: "issue", input: { n: 1 } },
  ],
];

for (const [tool, input, act] of tools) {
  test(`${tool} ${JSON.stringify(input)} is a call to ${act.kind}`, () => assert.deepEqual(actOf(using(tool, input)), act));
}

test("only a command says where it runs; a file lies in its folder, and all else happens at home", () => {
  for (const [event, info, cwd] of [
    ["pre_run_command", { command_line: "ls", cwd: "/srv" }, "/srv"],
    ["pre_read_code", { file_path: path }, "/home/dev/proj"],
    ["pre_mcp_tool_use", { mcp_server_name: "gh", mcp_tool_name: "issue" }, "/home/dev"],
  ] as const) {
    const moment = readEnvelope(JSON.stringify(using(event, info)), around);
    assert.ok(moment.ok && moment.value.at === "before-call");
    assert.deepEqual([moment.value.call.cwd, moment.value.call.by], [cwd, { agent: "windsurf", session: "t1", callId: "e1" }]);
  }
});

for (const [event, at] of [
  ["post_run_command", "after-call"],
  ["post_write_code", "after-call"],
  ["post_mcp_tool_use", "after-call"],
  ["post_cascade_response", "stop"],
] as const) {
  test(`${event} is a notice`, () => {
    const moment = readEnvelope(JSON.stringify(using(event, {})), around);
    assert.equal(moment.ok && moment.value.at, at);
  });
}

const broken: readonly (readonly [what: string, envelope: unknown, says: RegExp])[] = [
  ["no event", { tool_info: {} }, /`envelope.agent_action_name` is not a text/],
  ["another event", using("pre_user_prompt", {}), /asked about `pre_user_prompt`/],
  ["an event by a name that every object has", using("constructor", {}), /asked about `constructor`/],
  ["nothing about the act", { agent_action_name: "pre_run_command" }, /`envelope.tool_info` is not an object/],
  ["a relative folder", using("pre_run_command", { command_line: "ls", cwd: "proj" }), /not an absolute path: `proj`/],
  ["no command", using("pre_run_command", {}), /`pre_run_command input.command_line` is not a text/],
];

for (const [what, envelope, says] of broken) {
  test(`an envelope with ${what} is refused with a sentence`, () => {
    const moment = readEnvelope(JSON.stringify(envelope), around);
    assert.ok(!moment.ok);
    assert.match(sentenceOf(moment.fault), says);
  });
}
