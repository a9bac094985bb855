/** Every kind of act of docs/generic-hook.md becomes the Call that it is; everything else is refused with a sentence. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sentenceOf } from "../../base/fault.ts";
import type { Act } from "../../guard/guard.ts";
import { acknowledge, lastWords } from "./answer.ts";
import { example, readEnvelope } from "./envelope.ts";

const around = { home: "/home/dev" };
const asked = { version: 1, cwd: "/home/dev/shop" };

function callOf(act: object, more: object = {}) {
  const moment = readEnvelope(JSON.stringify({ ...asked, act, ...more }), around);
  assert.ok(moment.ok, moment.ok ? "" : sentenceOf(moment.fault));
  return moment.value.at === "before-call" ? moment.value.call : assert.fail();
}

const path = "/home/dev/shop/a.txt";
const acts: readonly (readonly [act: object, found: Act])[] = [
  [
    { kind: "shell", command: "ls" },
    { kind: "shell", command: "ls", dialect: "bash", background: false },
  ],
  [
    { kind: "shell", command: "ls", background: true },
    { kind: "shell", command: "ls", dialect: "bash", background: true },
  ],
  [
    { kind: "type", text: "y", into: "apt" },
    { kind: "type", text: "y", into: "apt" },
  ],
  [
    { kind: "write", path: "a.txt", content: "x" },
    { kind: "change", files: [{ path, change: "write", content: "x" }] },
  ],
  [
    { kind: "edit", path, from: "a", to: "b" },
    { kind: "change", files: [{ path, change: "edit", edits: [{ from: "a", to: "b", everywhere: false }] }] },
  ],
  [
    { kind: "delete", path: "../../etc" },
    { kind: "change", files: [{ path: "/home/etc", change: "delete" }] },
  ],
  [
    { kind: "move", path, to: "~/b" },
    { kind: "change", files: [{ path, change: "move", to: "/home/dev/b" }] },
  ],
  [
    { kind: "read", paths: ["a.txt", "/etc"] },
    { kind: "read", paths: [path, "/etc"] },
  ],
  [
    { kind: "fetch", url: "https://x.test" },
    { kind: "fetch", url: "https://x.test", method: "GET" },
  ],
  [
    { kind: "fetch", url: "https://x.test", method: "PUT", body: "b" },
    { kind: "fetch", url: "https://x.test", method: "PUT", body: "b" },
  ],
  [
    { kind: "mcp", server: "s", tool: "t", input: [1] },
    { kind: "mcp", server: "s", tool: "t", input: [1] },
  ],
  [
    { kind: "delegate", text: "do it" },
    { kind: "delegate", text: "do it" },
  ],
  [
    { kind: "tool", tool: "teleport" },
    { kind: "unknown", tool: "teleport", input: {} },
  ],
];

for (const [act, found] of acts) {
  test(`${JSON.stringify(act)} is a call to ${found.kind}`, () => assert.deepEqual(callOf(act).act, found));
}

test("the tool's own names are kept, and so is its own home", () => {
  const call = callOf({ kind: "read", paths: ["~/x"] }, { session: "build-7", call: "12", home: "/srv/bot" });
  assert.deepEqual(
    [call.by, call.home, call.act],
    [{ agent: "generic", session: "build-7", callId: "12" }, "/srv/bot", { kind: "read", paths: ["/srv/bot/x"] }],
  );
});

test("the example is read as the command that it was made of", () => {
  const moment = readEnvelope(example("touch x", "/p"), around);
  assert.ok(moment.ok && moment.value.at === "before-call" && moment.value.call.act.kind === "shell");
});

const ls = { kind: "shell", command: "ls" };
const broken: readonly (readonly [what: string, envelope: unknown, says: RegExp])[] = [
  ["no version", { cwd: "/p", act: ls }, /`envelope.version` is not one of `1`/],
  ["another version", { ...asked, version: 2, act: ls }, /`envelope.version`/],
  ["no folder", { version: 1, act: ls }, /`envelope.cwd` is not an absolute path/],
  ["a relative folder", { version: 1, cwd: "p", act: ls }, /`envelope.cwd` is not an absolute path/],
  ["a relative home", { ...asked, home: "~", act: ls }, /`envelope.home` is not an absolute path/],
  ["no act", asked, /`envelope.act.kind`/],
  ["an act of another kind", { ...asked, act: { kind: "fly" } }, /`envelope.act.kind` is not one of/],
  ["an act by a name that every object has", { ...asked, act: { kind: "constructor" } }, /`envelope.act.kind`/],
  ["an act with a part missing", { ...asked, act: { kind: "write", path: "x" } }, /`envelope.act.content` is not a text/],
  ["a list", [], /not a JSON object/],
];

for (const [what, envelope, says] of broken) {
  test(`an envelope with ${what} is refused with a sentence`, () => {
    const moment = readEnvelope(JSON.stringify(envelope), around);
    assert.ok(!moment.ok);
    assert.match(sentenceOf(moment.fault), says);
  });
}

test("a refusal is an object of version 1, a reason on stderr and exit 2", () => {
  assert.deepEqual(lastWords("why"), { stdout: '{"version":1,"decision":"block","reason":"why"}', stderr: "why\n", exit: 2 });
  assert.deepEqual(acknowledge(), { stdout: "", stderr: "", exit: 0 });
});
