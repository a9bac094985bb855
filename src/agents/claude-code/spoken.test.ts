/** What Claude Code writes down of a session on a screen, in our words. The lines are those of client 2.1.330, without what nobody reads. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Heard } from "../../fleet/fleet.ts";
import { asPasted, listenToTranscript, personSaid } from "./spoken.ts";

const heard = (lines: readonly object[]): readonly Heard[] => {
  const listen = listenToTranscript();
  return lines.flatMap((line) => listen(JSON.stringify(line)));
};
const person = (content: unknown, more: object = {}): object => ({
  type: "user",
  origin: { kind: "human" },
  message: { role: "user", content },
  ...more,
});
const model = (message: object, more: object = {}): object => ({
  type: "assistant",
  isSidechain: false,
  message: { id: "m1", content: [], ...message },
  ...more,
});
const over = { type: "system", subtype: "turn_duration" };
const saying = (text: string): object => ({ content: [{ type: "text", text }], stop_reason: "end_turn" });

test("a turn ends when the client says how long it took, with the last words of the model", () => {
  const all = heard([
    person("go"),
    model(saying("first")),
    model({ ...saying("last"), id: "m2", usage: { input_tokens: 25, output_tokens: 7 } }),
    over,
    over,
  ]);
  assert.deepEqual(all.at(-1), { is: "turn-ended", outcome: "done", report: "last", microUsd: 0, tokens: 32 });
  assert.equal(all.filter(({ is }) => is === "turn-ended").length, 1);
});

test("what a subagent says ends nothing", () => {
  assert.deepEqual(heard([model(saying("aside"), { isSidechain: true }), over]), []);
});

test("a limit comes before the end of the turn, with its window", () => {
  const quotaLimits = { status: "rejected", resetsAt: 1_795_195_516, rateLimitType: "five_hour" };
  const more = { isApiErrorMessage: true, apiErrorStatus: 429, error: "rate_limit", apiError: "usage_limit_reached", quotaLimits };
  assert.deepEqual(heard([model(saying("You've hit your 5-hour limit"), more), over]), [
    { is: "limit", scope: "all", window: "five_hour", resetsAt: 1_795_195_516_000 },
    { is: "turn-ended", outcome: "limit", report: "You've hit your 5-hour limit", microUsd: 0, tokens: 0 },
  ]);
});

test("a passing throttle is no limit", () => {
  const [ended] = heard([model(saying("slow down"), { isApiErrorMessage: true, error: "rate_limit" })]);
  assert.equal(ended?.is === "turn-ended" ? ended.outcome : "", "throttled");
});

test("an interruption, which the client puts in a person's mouth, ends the turn", () => {
  const interrupted = {
    type: "user",
    message: { role: "user", content: [{ type: "text", text: "[Request interrupted by user for tool use]" }] },
  };
  const [ended] = heard([interrupted]);
  assert.deepEqual(ended?.is === "turn-ended" ? [ended.outcome, ended.report] : [], ["failed", "interrupted"]);
  assert.deepEqual(heard([person("[Request interrupted by user] was what I saw")]), []);
});

const said = (line: object): string | undefined => personSaid(JSON.stringify(line));

test("a person's words, without the marks around a paste; nobody else's", () => {
  assert.equal(said(person("hello\nthere")), "hello\nthere");
  assert.equal(said(person('\n\n<pasted_content id="a0ae">\nlong\nwords\n</pasted_content id="a0ae">\n')), "\n\nlong\nwords\n");
  assert.equal(said({ type: "user", isMeta: true, message: { role: "user", content: "from the client" } }), undefined);
  assert.equal(said({ type: "user", message: { role: "user", content: [{ type: "tool_result", content: "x" }] } }), undefined);
  assert.equal(personSaid("torn {"), undefined);
});

test("nothing that is pasted is a command, runs in a shell, or waits for another key", () => {
  const pasted = ["/compact", " \n\u200b/compact", "!ls", "#note", "ends\\", "a\tb", "plain /x"].map(asPasted);
  const first = ["The task:\n/compact", "The task:\n \n\u200b/compact", "The task:\n!ls"];
  assert.deepEqual(pasted, [...first, "#note", "ends\\ ", "a    b", "plain /x"]);
});
