/** Answers as Claude Code takes them: silence, or a refusal on three channels. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bareDecision } from "../../../test/lib/bare-decision.ts";
import { callVersion } from "../../guard/guard.ts";
import type { Answer, BeforeCall } from "../agent.ts";
import { answer, lastWords } from "./answer.ts";

const act = { kind: "shell", command: "ls", dialect: "bash", background: false } as const;
const call = { version: callVersion, act, by: { agent: "claude-code" }, cwd: "/", home: "/home/dev", mode: "read" } as const;
const moment: BeforeCall = { at: "before-call", call };

function said(given: Answer): string {
  const { hookSpecificOutput: output } = JSON.parse(given.stdout) as { readonly hookSpecificOutput: Readonly<Record<string, string>> };
  assert.deepEqual(Object.keys(output), ["hookEventName", "permissionDecision", "permissionDecisionReason"]);
  assert.deepEqual([output["hookEventName"], output["permissionDecision"]], ["PreToolUse", "deny"]);
  return output["permissionDecisionReason"] ?? "";
}

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
    const given = answer(moment, { decision: bareDecision(call, verdict), wording: "no; ask a person" });
    assert.equal(said(given), "no; ask a person");
    assert.deepEqual([given.stderr, given.exit], ["no; ask a person\n", 2]);
    assert.equal(given.stdout[0], "{");
    assert.equal(given.stdout.at(-1), "}");
  });
}

test("a call that would only pass in another form is refused, since it cannot be exchanged yet", () => {
  const given = answer(moment, { decision: bareDecision(call, "allow", { rewritten: act }), wording: "" });
  assert.match(said(given), /changed form/);
  assert.equal(given.exit, 2);
});

test("a reason that nobody gave is replaced by one, since a refusal without reason can be overlooked", () => {
  for (const reason of ["", " \n"]) {
    const given = lastWords(reason);
    assert.notEqual(said(given).trim(), "");
    assert.notEqual(given.stderr.trim(), "");
  }
});

test("a reason is taken word for word, and stands in the answer once", () => {
  assert.equal(lastWords("REASON").stdout.split("REASON").length, 2);
});

test("quotes, line ends and halves of characters do not break the answer", () => {
  const given = lastWords('"}\n\uD800 é');
  assert.equal(said(given), '"}\n\uD800 é');
  assert.ok(given.stdout.isWellFormed() && given.stderr.isWellFormed());
});

test("a long reason is cut before the client would move it into a file", () => {
  assert.ok(said(lastWords("x".repeat(50_000))).length < 10_000);
});
