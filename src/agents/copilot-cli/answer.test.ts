/** Answers as GitHub Copilot CLI takes them: silence, or a refusal on three channels. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bareDecision } from "../../../test/lib/bare-decision.ts";
import { callVersion } from "../../guard/guard.ts";
import type { BeforeCall } from "../agent.ts";
import { acknowledge, answer, lastWords } from "./answer.ts";

const act = { kind: "shell", command: "ls", dialect: "bash", background: false } as const;
const call = { version: callVersion, act, by: { agent: "copilot-cli" }, cwd: "/", home: "/home/dev", mode: "read" } as const;
const moment: BeforeCall = { at: "before-call", call };
const by = call.by;

for (const verdict of ["allow", "warn"] as const) {
  test(`${verdict} is silence, so that the client's own prompts stay`, () => {
    assert.deepEqual(answer(moment, { decision: bareDecision(call, verdict), wording: "all is well" }), {
      stdout: "",
      stderr: "",
      exit: 0,
    });
  });
}

for (const verdict of ["deny", "ask"] as const) {
  test(`${verdict} refuses in JSON, on stderr and by the exit code at once`, () => {
    assert.deepEqual(answer(moment, { decision: bareDecision(call, verdict), wording: "no; ask a person" }), {
      stdout: '{"permissionDecision":"deny","permissionDecisionReason":"no; ask a person"}',
      stderr: "no; ask a person\n",
      exit: 2,
    });
  });
}

test("a call that would only pass in another form is refused", () => {
  const given = answer(moment, { decision: bareDecision(call, "allow", { rewritten: act }), wording: "" });
  assert.match(given.stderr, /changed form/);
  assert.equal(given.exit, 2);
});

test("a reason that nobody gave is replaced by one, and a long one is cut", () => {
  assert.match(lastWords(" \n").stderr, /gave no reason/);
  assert.ok(lastWords("x".repeat(50_000)).stdout.length < 9_000);
});

test("a reason stands in the answer once, word for word", () => {
  assert.equal(lastWords("REASON").stdout.split("REASON").length, 2);
  assert.deepEqual(JSON.parse(lastWords('"}\n\uD800 é').stdout), { permissionDecision: "deny", permissionDecisionReason: '"}\n\uD800 é' });
});

test("a session hears at its start how it is guarded, and nothing else is answered", () => {
  const text = "guarded";
  assert.deepEqual(acknowledge({ at: "session-start", by, cwd: "/" }, { is: "context", text }), {
    stdout: '{"additionalContext":"guarded"}',
    stderr: "",
    exit: 0,
  });
  const silence = { stdout: "", stderr: "", exit: 0 };
  assert.deepEqual(acknowledge({ at: "stop", by, cwd: "/" }, { is: "context", text }), silence);
  assert.deepEqual(acknowledge({ at: "after-call", by, cwd: "/", tool: "bash" }, { is: "noted" }), silence);
});
