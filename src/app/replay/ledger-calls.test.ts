/** What is on record, as calls again; and what is not on record is not made up. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Members } from "../../base/read.ts";
import { recordedCalls } from "./ledger-calls.ts";

const place = { cwd: "/elsewhere", home: "/home/dev", mode: "write" } as const;
const entry: Members = {
  version: 1,
  is: "decision",
  at: 5,
  agent: "codex",
  session: "s",
  cwd: "/proj",
  act: "shell",
  text: "ls",
  verdict: "allow",
};

function recorded(changes: Members): unknown {
  const [found] = recordedCalls([{ ...entry, ...changes }], place);
  return found?.call.ok === true ? found.call.value.act : found?.call.fault.code;
}

test("a command is judged where it was to run, and the verdict of that time is kept beside it", () => {
  const [found] = recordedCalls([entry], place);
  assert.deepEqual(found, {
    by: "codex",
    at: 5,
    before: "allow",
    call: {
      ok: true,
      value: {
        version: 1,
        act: { kind: "shell", command: "ls", dialect: "bash", background: false },
        by: { agent: "codex", session: "s" },
        cwd: "/proj",
        home: "/home/dev",
        mode: "write",
      },
    },
  });
});

const acts: readonly (readonly [sentence: string, changes: Members, act: unknown])[] = [
  ["what was read", { act: "read", text: "/a\n/b" }, { kind: "read", paths: ["/a", "/b"] }],
  [
    "what was fetched",
    { act: "fetch", text: "GET https://example.com/a b" },
    { kind: "fetch", method: "GET", url: "https://example.com/a b" },
  ],
  ["a tool that touches nothing", { act: "housekeeping", text: "TodoWrite" }, { kind: "housekeeping", tool: "TodoWrite" }],
  ["a change of files, whose contents are not kept", { act: "change", text: "write /a" }, "replay.change"],
  ["a tool of a server, whose input is not kept", { act: "mcp", text: "db/query" }, "replay.mcp"],
  ["a text that was cut", { text: "echo a … and 4000 more" }, "replay.cut"],
  ["an entry without a folder", { cwd: null }, "read.shape"],
];

for (const [sentence, changes, act] of acts) test(sentence, () => assert.deepEqual(recorded(changes), act));

test("what is no decision is passed over", () => {
  assert.deepEqual([...recordedCalls([{ is: "notice" }, { is: "refusal", reason: "x" }, {}], place)], []);
});
