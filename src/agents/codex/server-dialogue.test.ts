/** What the server of Codex CLI says, in our words, and what it is told. The lines are those of version 0.169.0, without what nobody reads. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Heard, Hearing, Start } from "../../fleet/fleet.ts";
import { serverDialogue } from "./server-dialogue.ts";

const start: Start = {
  conversation: "ours",
  resume: null,
  account: { folder: "/accounts/one", variables: {} },
  folder: "/w",
  model: null,
  mostMicroUsd: 0,
};

const opened = { id: "thread", result: { thread: { id: "theirs" } } };

function hear(lines: readonly object[], from: Start = start): Hearing {
  const dialogue = serverDialogue(from);
  const all = lines.map((line) => dialogue.hear(JSON.stringify(line)));
  return { heard: all.flatMap(({ heard }) => heard), say: all.flatMap(({ say }) => say) };
}

const said = ({ say }: Hearing): readonly unknown[] => say.map(({ text }) => JSON.parse(text) as unknown);
const note = (method: string, params: object): object => ({ method, params });
const failed = (codexErrorInfo: unknown, message = "no"): object =>
  note("turn/completed", { turn: { status: "failed", error: { message, codexErrorInfo } } });

test("it is greeted, then a thread is begun; the thread's own name is the conversation's", () => {
  const { opening } = serverDialogue(start);
  assert.deepEqual(
    opening.map(({ text }) => (JSON.parse(text) as { readonly method: string }).method),
    ["initialize"],
  );
  const greeted = said(hear([{ id: "hello", result: {} }]));
  const how = { cwd: "/w", approvalPolicy: "never", sandbox: "danger-full-access" };
  assert.deepEqual(greeted, [{ method: "initialized" }, { id: "thread", method: "thread/start", params: how }]);
  assert.deepEqual(hear([opened]).heard, [{ is: "ready", conversation: "theirs" }]);
});

test("a thread that is resumed or forked is told to go on, since it does not by itself; that is no prompt of the fleet's", () => {
  for (const [how, method] of [
    ["continue", "thread/resume"],
    ["fork", "thread/fork"],
  ] as const) {
    const from: Start = { ...start, resume: { how, from: "before" } };
    const [, begun] = said(hear([{ id: "hello", result: {} }], from)) as readonly {
      readonly method: string;
      readonly params: { readonly threadId: string };
    }[];
    assert.deepEqual([begun?.method, begun?.params.threadId], [method, "before"]);
    const going = hear([opened], from);
    assert.deepEqual((said(going)[0] as { readonly method: string }).method, "turn/start");
    assert.deepEqual(hear([opened, note("item/started", { item: { type: "userMessage", clientId: "going-on" } })], from).heard.length, 1);
  }
});

test("a thread that is not there is refused", () => {
  const error = { id: "thread", error: { code: -32_600, message: "no rollout found" } };
  assert.deepEqual(hear([error], { ...start, resume: { how: "continue", from: "x" } }).heard, [
    { is: "refused", why: "conversation-unknown" },
  ]);
  assert.deepEqual(hear([error]).heard, [{ is: "refused", why: "failed" }]);
});

test("a prompt has to wait for the thread, bears its receipt, and is one line", () => {
  const dialogue = serverDialogue(start);
  assert.equal(dialogue.prompt({ receipt: "r-1", text: "x" }), undefined);
  dialogue.hear(JSON.stringify(opened));
  const message = dialogue.prompt({ receipt: "r-1", text: "/a\nb" });
  assert.equal(message?.text.includes("\n"), false);
  const { params } = JSON.parse(message?.text ?? "") as { readonly params: object };
  assert.deepEqual(params, { threadId: "theirs", clientUserMessageId: "r-1", input: [{ type: "text", text: "/a\nb", text_elements: [] }] });
});

test("a turn from its prompt to its end", () => {
  const lines = [
    opened,
    note("turn/started", { turn: { id: "t1" } }),
    note("item/started", { item: { type: "userMessage", clientId: "r-1" } }),
    note("item/started", { item: { type: "commandExecution" } }),
    note("item/completed", { item: { type: "commandExecution" } }),
    note("thread/tokenUsage/updated", { tokenUsage: { total: { totalTokens: 64 } } }),
    note("item/started", { item: { type: "agentMessage" } }),
    note("item/completed", { item: { type: "agentMessage", text: "all is well" } }),
    note("turn/completed", { turn: { id: "t1", status: "completed" } }),
  ];
  assert.deepEqual(hear(lines).heard, [
    { is: "ready", conversation: "theirs" },
    { is: "received", receipt: "r-1" },
    { is: "moved", tool: "commandExecution", microUsd: 0, tokens: 0 },
    { is: "tool-done" },
    { is: "moved", tool: null, microUsd: 0, tokens: 64 },
    { is: "turn-ended", outcome: "done", report: "all is well", microUsd: 0, tokens: 64 },
  ]);
});

test("only a turn that runs can be interrupted", () => {
  const dialogue = serverDialogue(start);
  dialogue.hear(JSON.stringify(opened));
  assert.equal(dialogue.interrupt("o1"), undefined);
  dialogue.hear(JSON.stringify(note("turn/started", { turn: { id: "t1" } })));
  assert.deepEqual(JSON.parse(dialogue.interrupt("o1")?.text ?? ""), {
    id: "o1",
    method: "turn/interrupt",
    params: { threadId: "theirs", turnId: "t1" },
  });
  const { heard } = dialogue.hear(JSON.stringify(note("turn/completed", { turn: { id: "t1", status: "interrupted", error: null } })));
  assert.deepEqual(heard, [{ is: "turn-ended", outcome: "failed", report: "interrupted", microUsd: 0, tokens: 0 }]);
});

for (const [info, outcome] of [
  ["rateLimitExceeded", "throttled"],
  ["serverOverloaded", "overloaded"],
  [{ responseStreamDisconnected: { httpStatusCode: null } }, "overloaded"],
  [{ httpConnectionFailed: { httpStatusCode: 429 } }, "throttled"],
  [{ responseTooManyFailedAttempts: { httpStatusCode: 401 } }, "signed-out"],
  ["unauthorized", "signed-out"],
  ["contextWindowExceeded", "too-long"],
  ["sessionBudgetExceeded", "bounded"],
  ["cyberPolicy", "refused"],
  ["somethingNew", "failed"],
  [{ somethingNew: null }, "failed"],
  [null, "failed"],
] as const) {
  test(`a turn that failed with ${JSON.stringify(info)}: ${outcome}`, () => {
    const [ended] = hear([failed(info)]).heard;
    assert.equal(ended?.is === "turn-ended" ? ended.outcome : "", outcome);
  });
}

const limits = (rateLimits: object): readonly Heard[] =>
  hear([note("account/rateLimits/updated", { rateLimits }), failed("usageLimitExceeded")]).heard.filter(({ is }) => is !== "quota");

test("a limit comes before the end, until the last of the full windows opens; with none known to be full, until nobody knows", () => {
  const primary = { usedPercent: 100, windowDurationMins: 300, resetsAt: 1_795_290_779 };
  const secondary = { usedPercent: 100, windowDurationMins: 10_080, resetsAt: 1_795_487_179 };
  assert.deepEqual(limits({ primary, secondary })[0], { is: "limit", scope: "all", window: "seven_day", resetsAt: 1_795_487_179_000 });
  assert.deepEqual(limits({ primary, secondary: { ...secondary, usedPercent: 40 } })[0], {
    is: "limit",
    scope: "all",
    window: "five_hour",
    resetsAt: 1_795_290_779_000,
  });
  assert.deepEqual(limits({ primary: null, secondary: null })[0], { is: "limit", scope: "all", window: "unknown", resetsAt: "unknown" });
  assert.equal(limits({ primary })[1]?.is, "turn-ended");
});

const update = (rateLimits: object): object => note("account/rateLimits/updated", { rateLimits });

test("windows in percent, and what an update leaves out stays as it was", () => {
  const { heard } = hear([
    update({ primary: { usedPercent: 31, windowDurationMins: 300, resetsAt: 7 } }),
    update({ secondary: { usedPercent: 4, windowDurationMins: 60 } }),
  ]);
  const source = "account/rateLimits/updated";
  const first = { is: "quota", scope: "all", window: "five_hour", value: 31, unit: "percent", resets: 7, resetsIn: "seconds", source };
  const second = { is: "quota", scope: "all", window: "60_minutes", value: 4, unit: "percent", resets: null, resetsIn: "nothing", source };
  assert.deepEqual(heard, [first, first, second]);
});

test("a question of the client is answered at once: nobody is there", () => {
  const answers = said(hear([{ id: 7, method: "item/commandExecution/requestApproval", params: {} }]));
  assert.deepEqual(answers, [{ id: 7, error: { code: -32_601, message: "nobody is here to be asked" } }]);
});

test("lines that are no JSON or of another form mean nothing", () => {
  const dialogue = serverDialogue(start);
  for (const line of [
    "",
    "x",
    "[]",
    "7",
    '{"method":7}',
    '{"method":"turn/completed"}',
    '{"method":"item/started","params":{"item":null}}',
    '{"id":"thread"}',
  ])
    assert.ok(
      dialogue.hear(line).heard.every(({ is }) => is === "turn-ended" || is === "refused" || is === "moved"),
      line,
    );
});
