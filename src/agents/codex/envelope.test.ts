/** Every tool of Codex CLI becomes the Call that it is; what cannot be read is refused with a sentence. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import type { Act } from "../../guard/guard.ts";
import { readEnvelope } from "./envelope.ts";

const around = { home: "/home/dev" };

/** As the real client writes it. */
const envelope = {
  session_id: "01a1fed6",
  turn_id: "01a1fed7",
  transcript_path: null,
  cwd: "/home/dev/proj",
  hook_event_name: "PreToolUse",
  model: "m",
  permission_mode: "bypassPermissions",
  tool_name: "Bash",
  tool_input: { command: "ls" },
  tool_use_id: "call_1",
};

function actOf(tool_name: string, tool_input: object): Act {
  const moment = readEnvelope(JSON.stringify({ ...envelope, tool_name, tool_input }), around);
  assert.ok(moment.ok, moment.ok ? "" : sentenceOf(moment.fault));
  assert.ok(moment.value.at === "before-call");
  return moment.value.call.act;
}

const shell = (command: string): Act => ({ kind: "shell", command, dialect: "bash", background: false });
const patch = "*** Begin Patch\n*** Add File: a.txt\n+one\n*** Delete File: /etc/x\n*** End Patch";
const changes = (folder: string): Act => ({
  kind: "change",
  files: [
    { path: `${folder}/a.txt`, change: "write", content: "one\n" },
    { path: "/etc/x", change: "delete" },
  ],
});
const unknownPatch = (command: string): Act => ({ kind: "unknown", tool: "apply_patch", input: { command } });

const tools: readonly (readonly [tool: string, input: object, act: Act])[] = [
  ["Bash", { command: "ls && pwd" }, shell("ls && pwd")],
  ["apply_patch", { command: patch }, changes("/home/dev/proj")],
  ["Bash", { command: `apply_patch <<'EOF'\n${patch}\nEOF\n` }, changes("/home/dev/proj")],
  ["Bash", { command: `cd src && apply_patch <<"P"\n${patch}\nP` }, changes("/home/dev/proj/src")],
  ["Bash", { command: `applypatch <<EOF\n${patch}\nEOF` }, changes("/home/dev/proj")],
  ["Bash", { command: 'apply_patch "$(cat p)"' }, unknownPatch('apply_patch "$(cat p)"')],
  ["Bash", { command: "true; apply_patch <p" }, unknownPatch("true; apply_patch <p")],
  ["Bash", { command: "/x/bin/apply_patch p" }, unknownPatch("/x/bin/apply_patch p")],
  ["Bash", { command: "grep apply_patch README" }, shell("grep apply_patch README")],
  ["view_image", { path: "a.png" }, { kind: "read", paths: ["/home/dev/proj/a.png"] }],
  ["mcp__fs__delete_file", { path: "/x" }, { kind: "mcp", server: "fs", tool: "delete_file", input: { path: "/x" } }],
  ["spawn_agent", { message: "do it" }, { kind: "delegate", text: "do it" }],
  ["send_input", { target: "a", message: "go on" }, { kind: "delegate", text: "a\ngo on" }],
  ["update_plan", { plan: [] }, { kind: "housekeeping", tool: "update_plan" }],
  ["tomorrows_tool", { a: 1 }, { kind: "unknown", tool: "tomorrows_tool", input: { a: 1 } }],
];

for (const [tool, input, act] of tools) {
  test(`${tool} with ${JSON.stringify(input).slice(0, 60)} is read as ${act.kind}`, () => assert.deepEqual(actOf(tool, input), act));
}

const told: readonly (readonly [event: string, at: string])[] = [
  ["SessionStart", "session-start"],
  ["PostToolUse", "after-call"],
  ["Stop", "stop"],
];

for (const [hook_event_name, at] of told) {
  test(`${hook_event_name} is ${at}, with whose session it is`, () => {
    const moment = readEnvelope(JSON.stringify({ ...envelope, hook_event_name }), around);
    assert.ok(moment.ok && moment.value.at !== "before-call");
    assert.deepEqual([moment.value.at, moment.value.by.session, moment.value.cwd], [at, "01a1fed6", "/home/dev/proj"]);
  });
}

const broken: readonly (readonly [what: string, change: object, says: RegExp])[] = [
  ["another event", { hook_event_name: "PermissionRequest" }, /`PermissionRequest`/],
  ["no event", { hook_event_name: undefined }, /hook_event_name/],
  ["a relative folder", { cwd: "proj" }, /not an absolute path/],
  ["no input", { tool_input: undefined }, /tool_input/],
  ["a command that is a list", { tool_input: { command: ["ls"] } }, /command` is not a text/],
  ["a patch that cannot be read", { tool_name: "apply_patch", tool_input: { command: "*** Begin" } }, /patch/],
  ["a heredoc whose patch cannot be read", { tool_input: { command: "apply_patch <<E\nx\nE" } }, /patch/],
];

for (const [what, change, says] of broken) {
  test(`an envelope with ${what} is refused with a sentence`, () => {
    const moment = readEnvelope(JSON.stringify({ ...envelope, ...change }), around);
    assert.ok(!moment.ok);
    assert.match(sentenceOf(moment.fault), says);
  });
}
