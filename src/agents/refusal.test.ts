/** A call that only passes in another form: handed back by the products that take one, refused by all others. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bareDecision } from "../../test/lib/bare-decision.ts";
import type { Act, Decision } from "../guard/guard.ts";
import { type Adapter, adapters, type Answer, type BeforeCall } from "./agents.ts";

const given = { command: "rm -r build", description: "clean", timeout: 7 };
const wanted = { ...given, command: "trash build" };

/** What each product that can exchange a call writes before one, and what it takes back. */
const exchanging: Readonly<Record<string, readonly [envelope: object, answer: object]>> = {
  "claude-code": [
    { hook_event_name: "PreToolUse", session_id: "s", cwd: "/p", tool_name: "Bash", tool_input: given },
    { hookSpecificOutput: { hookEventName: "PreToolUse", updatedInput: wanted } },
  ],
  codex: [
    { hook_event_name: "PreToolUse", session_id: "s", cwd: "/p", tool_name: "Bash", tool_input: given },
    { hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "allow", updatedInput: wanted } },
  ],
  "copilot-cli": [{ sessionId: "s", timestamp: 0, cwd: "/p", toolName: "bash", toolArgs: given }, { modifiedArgs: wanted }],
  cursor: [
    { hook_event_name: "preToolUse", conversation_id: "s", cwd: "/p", tool_name: "Shell", tool_input: given },
    { permission: "allow", updated_input: wanted },
  ],
};

const shell = { kind: "shell", command: wanted.command, dialect: "bash", background: false } as const;

function momentIn(adapter: Adapter, envelope: string): BeforeCall {
  const moment = adapter.readEnvelope(envelope, { home: "/home/dev" });
  assert.ok(moment.ok && moment.value.at === "before-call", JSON.stringify(moment));
  return moment.value;
}

type Passing = Pick<Decision, "verdict" | "rewritten">;

function answered(adapter: Adapter, moment: BeforeCall, passing: Passing): Answer {
  return adapter.answer(moment, { decision: bareDecision(moment.call, passing.verdict, passing), wording: "no" });
}

function inForm(rewritten: Act): Passing {
  return { verdict: "allow", rewritten };
}

for (const adapter of adapters) {
  const [envelope, exchanged] = exchanging[adapter.name] ?? [];

  if (envelope === undefined) {
    test(`${adapter.name} takes no other form of a call, so it is refused`, () => {
      const { exit, stderr } = answered(adapter, momentIn(adapter, adapter.example("rm -r build", "/p")), inForm(shell));
      assert.deepEqual([exit, /changed form/.test(stderr)], [2, true]);
    });
    continue;
  }

  const moment = momentIn(adapter, JSON.stringify(envelope));

  test(`${adapter.name} gets a call back with another command, and all else that it gave as it was`, () => {
    assert.deepEqual(answered(adapter, moment, inForm(shell)), { stdout: JSON.stringify(exchanged), stderr: "", exit: 0 });
  });

  test(`${adapter.name}: what cannot be exchanged for the call is refused`, () => {
    const others: readonly Act[] = [
      { ...shell, background: true },
      { ...shell, dialect: "powershell" },
      { kind: "read", paths: ["/p"] },
    ];
    for (const act of others) assert.equal(answered(adapter, moment, inForm(act)).exit, 2, JSON.stringify(act));
    const { input: _input, ...without } = moment;
    assert.equal(answered(adapter, without, inForm(shell)).exit, 2);
  });

  test(`${adapter.name}: a changed form is no yes where the verdict is none`, () => {
    for (const verdict of ["ask", "deny"] as const)
      assert.deepEqual(answered(adapter, moment, { verdict, rewritten: shell }), adapter.lastWords("no"));
  });
}

test("an event of Cursor that takes no input back refuses the changed call", () => {
  const cursor = adapters.find(({ name }) => name === "cursor");
  assert.ok(cursor !== undefined);
  assert.equal(answered(cursor, momentIn(cursor, cursor.example("rm -r build", "/p")), inForm(shell)).exit, 2);
});
