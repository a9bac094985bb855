/** From an envelope to an answer and a record, in this process. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { type Adapter, adapters } from "../../src/agents/agents.ts";
import { answerEnvelope } from "../../src/app/hook.ts";
import { crc32 } from "../../src/base/crc32.ts";
import { canonicalJson } from "../../src/base/json.ts";
import { readRecords } from "../../src/proof/ledger/ledger.ts";
import { noStatements, testGuard, testSite } from "../lib/bundled.ts";
import { home, project } from "../lib/home.ts";

const guard = testGuard();
const crypto = { sha256: (text: string) => createHash("sha256").update(text).digest("hex"), crc32 };
const adapter = adapters.find((one) => one.name === "claude-code") as Adapter;

function answerTo(envelope: unknown) {
  const text = typeof envelope === "string" ? envelope : JSON.stringify(envelope);
  return answerEnvelope(
    adapter,
    { guard, world: testSite.world, crypto, statements: noStatements },
    { envelope: text, home, root: testSite.root, now: 1_790_000_000_000 },
  );
}

function bash(command: string) {
  return { session_id: "s1", cwd: project, hook_event_name: "PreToolUse", tool_name: "Bash", tool_use_id: "t1", tool_input: { command } };
}

function entryOf(record: string): Record<string, unknown> {
  const { leaves, torn } = readRecords(record);
  assert.deepEqual([leaves.length, torn.length], [1, 0]);
  return JSON.parse(leaves[0] ?? "") as Record<string, unknown>;
}

test("a harmless command passes in silence and is on record", () => {
  const { answer, record, sync } = answerTo(bash("ls -la"));
  assert.deepEqual(answer, { stdout: "", stderr: "", exit: 0 });
  assert.equal(sync, false);
  assert.deepEqual([entryOf(record)["verdict"], entryOf(record)["text"]], ["allow", "ls -la"]);
});

test("a forced push is blocked on all three channels, with the rule and the safer way", () => {
  const { answer, record, sync } = answerTo(bash("git push -f"));
  assert.equal(answer.exit, 2);
  assert.match(answer.stderr, /git\.push\.force.*--force-with-lease/);
  assert.match(answer.stdout, /^\{"hookSpecificOutput".*"permissionDecision":"deny"/);
  assert.equal(sync, true);
  assert.deepEqual(entryOf(record)["rules"], ["git.push.force"]);
});

test("secrets of a command reach neither the record nor the answer", () => {
  const { answer, record } = answerTo(
    bash("GITHUB_TOKEN=ghp_FAKE0000000000000000FAKE git push -f https://me:fake-password@example.com/x main"),
  );
  assert.doesNotMatch(record + answer.stdout + answer.stderr, /ghp_FAKE|fake-password/);
});

test("a tool that nobody knows is blocked until a person agrees; one of an MCP server is not", () => {
  const unknown = { ...bash(""), tool_name: "TimeMachine", tool_input: { command: "rm -rf ~" } };
  assert.match(answerTo(unknown).answer.stderr, /tools\.unknown/);
  const server = { ...bash(""), tool_name: "mcp__notes__search", tool_input: { words: "x" } };
  assert.equal(answerTo(server).answer.exit, 0);
});

test("what a file would hold is not on record", () => {
  const write = { ...bash(""), tool_name: "Write", tool_input: { file_path: `${project}/x.txt`, content: "private words" } };
  assert.doesNotMatch(answerTo(write).record, /private words/);
});

for (const envelope of [
  "",
  "{",
  "null",
  "[]",
  '{"hook_event_name":"PreToolUse"}',
  { ...bash("ls"), hook_event_name: "SomethingNew" },
  { ...bash("ls"), tool_input: { command: 5 } },
]) {
  test(`the envelope ${JSON.stringify(envelope).slice(0, 60)} ends in a block that is on record`, () => {
    const { answer, record } = answerTo(envelope);
    assert.equal(answer.exit, 2);
    assert.notEqual(answer.stderr.trim(), "");
    assert.match(answer.stdout, /"permissionDecision":"deny"/);
    assert.equal(entryOf(record)["is"], "refusal");
  });
}

test("the leaf of a decision is canonical JSON, though it is written the quick way", () => {
  const { record } = answerTo(bash("git push -f origin main; rm -rf ~/wörk; cat .env"));
  const [leaf = ""] = readRecords(record).leaves;
  assert.equal(canonicalJson(JSON.parse(leaf)), leaf);
});

test("a secret in a very long command is on record neither whole nor in part, wherever the text is cut", () => {
  const secret = `ghp_${"FAKE0fake1".repeat(4)}`;
  for (const before of [3_950, 3_990, 7_950, 7_990]) {
    const { record } = answerTo(bash(`echo ${"x ".repeat(before / 2)}${secret} ${"y ".repeat(5_000)}`));
    assert.doesNotMatch(record, /FAKE0fake1/, `${before} letters before it`);
  }
});

test("ids of the agent stay as they are, so that two logs can be laid side by side; a token in their place does not", () => {
  const ids = { session_id: "0b7e6f5a-4c3b-42a1-908f-7e6d5c4b3a29", tool_use_id: "toolu_01FakeFakeFakeFake0Fake1" };
  const entry = entryOf(answerTo({ ...bash("ls"), ...ids }).record);
  assert.deepEqual([entry["session"], entry["callId"]], [ids.session_id, ids.tool_use_id]);
  assert.doesNotMatch(answerTo({ ...bash("ls"), session_id: "ghp_FAKE0000000000000000FAKE" }).record, /ghp_FAKE/);
});
