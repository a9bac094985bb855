/** What Claude Code says without a screen, in our words. The lines are those of client 2.1.330, without what nobody reads. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Heard, Start } from "../../fleet/fleet.ts";
import { running } from "./running.ts";
import { streamDialogue } from "./stream.ts";

const account = { folder: "/accounts/one", variables: { ANTHROPIC_BASE_URL: "http://127.0.0.1:1" } };
const start: Start = { conversation: "c-1", resume: null, account, folder: "/w/a b", model: null, mostMicroUsd: 0 };

function heard(lines: readonly object[], from: Start = start): readonly Heard[] {
  const dialogue = streamDialogue(from);
  return lines.flatMap((line) => dialogue.hear(JSON.stringify(line)).heard);
}

const init = { type: "system", subtype: "init", session_id: "c-1" };
const assistant = (more: object, message: object = {}): object => ({
  type: "assistant",
  message: { id: "m1", content: [], ...message },
  ...more,
});
const failed = (error: string, more: object = {}): object => assistant({ error, is_api_error_message: true, ...more });
const result = (more: object): object => ({
  type: "result",
  subtype: "success",
  is_error: false,
  terminal_reason: "completed",
  result: "fine",
  total_cost_usd: 0.00012,
  modelUsage: { a: { inputTokens: 25, outputTokens: 7, cacheReadInputTokens: 3, cacheCreationInputTokens: 1 } },
  ...more,
});
const apiError = result({ is_error: true, terminal_reason: "api_error", result: "no" });

test("a new session is ready when the client has answered; one that goes on, when its turn has begun", () => {
  const answered = { type: "control_response", response: { subtype: "success", request_id: "sheepdog-ready", response: {} } };
  const resumed: Start = { ...start, resume: { how: "continue", from: "c-1" } };
  assert.deepEqual(heard([answered]), [{ is: "ready", conversation: "c-1" }]);
  assert.deepEqual(heard([{ ...answered, response: { request_id: "another" } }]), []);
  assert.deepEqual(heard([answered], resumed), []);
  assert.deepEqual(heard([answered, init, init], resumed), [{ is: "ready", conversation: "c-1" }]);
});

test("our own words coming back are the receipt, results of tools are not", () => {
  const echo = { type: "user", uuid: "r-1", isReplay: true, message: { role: "user", content: "hello" } };
  assert.deepEqual(heard([echo]), [{ is: "received", receipt: "r-1" }]);
  assert.deepEqual(heard([{ ...echo, isReplay: undefined }]), [{ is: "tool-done" }]);
});

test("a turn that is done, with the sums of the whole process", () => {
  const usage = { input_tokens: 25, output_tokens: 7, cache_read_input_tokens: 3, cache_creation_input_tokens: 1 };
  const said = [init, assistant({}, { usage, content: [{ type: "tool_use", name: "Bash" }] }), assistant({}, { usage }), result({})];
  assert.deepEqual(heard(said), [
    { is: "moved", tool: "Bash", microUsd: 0, tokens: 36 },
    { is: "moved", tool: null, microUsd: 0, tokens: 36 },
    { is: "turn-ended", outcome: "done", report: "fine", microUsd: 120, tokens: 36 },
  ]);
});

const ends: readonly (readonly [string, readonly object[], string])[] = [
  [
    "a window that is used up, which the client calls a success",
    [failed("rate_limit", { api_error: "usage_limit_reached" }), apiError],
    "limit",
  ],
  ["a limit that only the result names", [result({ is_error: true, api_error: "usage_limit_reached" })], "limit"],
  ["a request that was refused for being too quick", [failed("rate_limit"), apiError], "throttled"],
  ["a login that is dead", [failed("authentication_failed"), apiError], "signed-out"],
  ["an account that was stopped", [failed("account_on_hold"), apiError], "on-hold"],
  ["no money", [failed("billing_error"), apiError], "unpaid"],
  ["a server in trouble", [failed("server_error"), apiError], "overloaded"],
  ["a prompt that is too long", [failed("invalid_request"), result({ is_error: true, terminal_reason: "prompt_too_long" })], "too-long"],
  ["the client's own bound", [result({ is_error: true, subtype: "error_max_budget_usd", terminal_reason: "max_budget" })], "bounded"],
  ["a model that does not want to", [result({ stop_reason: "refusal" })], "refused"],
  ["an interruption", [result({ terminal_reason: "aborted_tools" })], "failed"],
  ["an error that nobody knows", [failed("new_error"), apiError], "failed"],
];

for (const [what, lines, outcome] of ends) {
  test(`${what}: ${outcome}`, () => {
    const last = heard([init, ...lines]).at(-1);
    assert.equal(last?.is === "turn-ended" ? last.outcome : "", outcome);
  });
}

test("the error of one turn does not colour the next", () => {
  const all = heard([init, failed("billing_error"), apiError, assistant({}), result({})]);
  assert.deepEqual(
    all.flatMap((one) => (one.is === "turn-ended" ? [one.outcome] : [])),
    ["unpaid", "done"],
  );
});

test("a client that never began has ended no turn", () => {
  assert.deepEqual(heard([result({ is_error: true, errors: ["No conversation found with session ID: c-1"] })]), []);
});

const reset = 1_795_290_779;
const windows = { five_hour: { utilization: 0.31, resetsAt: reset, status: "allowed" }, seven_day_opus: { utilization: 0.4 } };
const event = (info: object): object => ({ type: "rate_limit_event", rate_limit_info: info });

test("each window with its scope, its unit and the unit of its reset", () => {
  const source = "rate_limit_event";
  assert.deepEqual(heard([event({ status: "allowed", unifiedWindows: windows })]), [
    { is: "quota", scope: "all", window: "five_hour", value: 0.31, unit: "ratio", resets: reset, resetsIn: "seconds", source },
    { is: "quota", scope: "opus", window: "seven_day_opus", value: 0.4, unit: "ratio", resets: null, resetsIn: "nothing", source },
  ]);
});

const limits = (info: object): readonly Heard[] => heard([event(info)]).filter((one) => one.is === "limit");

test("only a window by its name is a limit: too quick is none, and what is paid for beyond the plan is none", () => {
  const rejected = { status: "rejected", rateLimitType: "five_hour", resetsAt: reset };
  assert.deepEqual(limits(rejected), [{ is: "limit", scope: "all", window: "five_hour", resetsAt: reset * 1000 }]);
  assert.deepEqual(limits({ ...rejected, resetsAt: undefined }), [{ is: "limit", scope: "all", window: "five_hour", resetsAt: "unknown" }]);
  for (const info of [{ status: "rejected" }, { ...rejected, isUsingOverage: true }, { ...rejected, status: "allowed_warning" }])
    assert.deepEqual(limits(info), []);
});

test("lines that are no JSON, of a kind that nobody knows, or of another form mean nothing", () => {
  const dialogue = streamDialogue(start);
  for (const line of [
    "",
    "not json",
    "[]",
    "null",
    '{"type":"new"}',
    '{"type":"rate_limit_event"}',
    '{"type":"user","uuid":5}',
    '{"type":"result"}',
  ])
    assert.deepEqual(
      dialogue.hear(line).heard.filter((one) => one.is !== "tool-done"),
      [],
    );
});

test("a prompt is one line, bears its receipt, and is never a command of the client", () => {
  const { prompt } = streamDialogue(start);
  const text = prompt({ receipt: "r-1", text: "/compact\nall" })?.text ?? "";
  assert.equal(text.includes("\n"), false);
  const said = JSON.parse(text) as { readonly uuid: string; readonly message: { readonly content: readonly { readonly text: string }[] } };
  assert.deepEqual([said.uuid, said.message.content[0]?.text], ["r-1", " /compact\nall"]);
});

const args = (more: Partial<Start>): string => running.headless?.start({ ...start, ...more }).args.join(" ") ?? "";

test("how a session is started, continued and forked", () => {
  assert.match(args({}), /--session-id c-1 --dangerously-skip-permissions$/);
  assert.match(args({ model: "opus", mostMicroUsd: 2_500_000 }), /--model opus .*--max-budget-usd 2\.5$/);
  assert.match(args({ resume: { how: "continue", from: "c-1" } }), /--resume c-1 --dangerously/);
  assert.match(args({ resume: { how: "fork", from: "c-0" } }), /--resume c-0 --fork-session --session-id c-1/);
});

test("an account's folder is the client's, whatever its variables say, and a limit is never slept through", () => {
  const env = running.headless?.start({ ...start, account: { ...account, variables: { CLAUDE_CONFIG_DIR: "/elsewhere" } } }).env;
  assert.deepEqual([env?.["CLAUDE_CONFIG_DIR"], env?.["CLAUDE_CODE_RETRY_WATCHDOG"]], ["/accounts/one", "0"]);
});

test("where the transcript lies, and that nobody guesses it for a folder whose name the client would cut", () => {
  assert.equal(running.transcript(start), "/accounts/one/projects/-w-a-b/c-1.jsonl");
  assert.equal(running.transcript({ ...start, folder: `/${"x".repeat(250)}` }), null);
});

test("what the client says of its own state", () => {
  const file = { pid: 7, sessionId: "c-1", status: "waiting", procStart: "2423040" };
  assert.deepEqual(running.readState(JSON.stringify(file)), { pid: 7, startedTicks: 2_423_040, conversation: "c-1", state: "waiting" });
  assert.equal(running.readState("{"), undefined);
  assert.equal(running.readState("{}"), undefined);
});
