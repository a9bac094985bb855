/** Every tool that Amp documents becomes what it is; what cannot be read is refused with a sentence. */
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

const using = (tool: string, input: unknown): object => ({ tool, input, cwd: "/home/dev/proj", thread: "T-1" });

const tools: readonly (readonly [tool: string, input: unknown, act: Act])[] = [
  ["Bash", { cmd: "ls" }, shell("ls")],
  ["create_file", { path: "a.txt", content: "x" }, writing("x")],
  ["edit_file", { path, old_str: "a", new_str: "b", replace_all: true }, editing("a", "b", true)],
  ["undo_edit", { path }, editing("", "")],
  ["Read", { path }, { kind: "read", paths: [path] }],
  ["Grep", { pattern: "x" }, { kind: "read", paths: ["/home/dev/proj"] }],
  ["glob", { filePattern: "/etc/*" }, { kind: "read", paths: ["/etc"] }],
  ["read_web_page", { url: "https://x.test" }, { kind: "fetch", url: "https://x.test", method: "GET" }],
  ["oracle", { task: "think" }, { kind: "fetch", url: "https://ampcode.com/", method: "POST", body: "think" }],
  ["Task", { prompt: "do it", description: "d" }, { kind: "delegate", text: "do it" }],
  ["todo_write", { todos: [] }, { kind: "housekeeping", tool: "todo_write" }],
  ["mcp__fs__read", { p: 1 }, { kind: "mcp", server: "fs", tool: "read", input: { p: 1 } }],
];

for (const [tool, input, act] of tools) {
  test(`${tool} ${JSON.stringify(input)} is a call to ${act.kind}`, () => assert.deepEqual(actOf(using(tool, input)), act));
}

for (const tool of ["Teleport", "bash", "constructor"]) {
  test(`${tool} is not waved through: policy sees its name and its input`, () => {
    assert.deepEqual(actOf(using(tool, { to: "/etc" })), { kind: "unknown", tool, input: { to: "/etc" } });
  });
}

const broken: readonly (readonly [what: string, envelope: unknown, says: RegExp])[] = [
  ["no tool", { input: {}, cwd: "/p" }, /`envelope.tool` is not a text/],
  ["no folder", { tool: "Bash", input: {} }, /`envelope.cwd` is not an absolute path/],
  ["no arguments", using("Bash", "ls"), /`envelope.input` is not an object/],
  ["no command", using("Bash", {}), /`Bash input.cmd` is not a text/],
];

for (const [what, envelope, says] of broken) {
  test(`an envelope with ${what} is refused with a sentence`, () => {
    const moment = readEnvelope(JSON.stringify(envelope), around);
    assert.ok(!moment.ok);
    assert.match(sentenceOf(moment.fault), says);
  });
}
