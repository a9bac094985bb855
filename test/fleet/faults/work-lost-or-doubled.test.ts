/** Faults 1 to 12 of the seed: work that was lost or done twice. Each fails on the fault. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Bench, first, kennel, key, noon, ordersOf, second } from "./bench.ts";

const hourMs = 3_600_000;

test("1. an exhausted account gets no more work, and what waits stays in the queue", () => {
  const bench = new Bench({ settings: { pool: { first: 11, most: 1 } } });
  const session = bench.work();
  for (const task of ["u", "v", "w"]) bench.give({ task });
  bench.tell({ is: "limit-reached", account: "first", scope: "all", window: "five-hour", resetsAt: noon + hourMs, session });
  bench.gone(session);
  for (let minute = 0; minute < 50; minute += 1) assert.deepEqual(ordersOf(bench.pass(60_000), "launch"), []);
  assert.deepEqual(
    ["t", "u", "v", "w"].map((id) => bench.why(id).code),
    ["limited", "limited", "limited", "limited"],
  );
  assert.equal(bench.task("t").burned, 0);
});

test("1. a session on a limited account is ended, so that it does not wake by itself and work on", () => {
  const bench = new Bench();
  const session = bench.work();
  bench.tell({ is: "limit-reached", account: "first", scope: "all", window: "five-hour", resetsAt: "unknown", session: null });
  const ends = ordersOf(bench.pass(20_000), "end");
  assert.deepEqual(
    ends.map((order) => order.session),
    [session],
  );
});

test("2. what was dispatched has an owner, a lease, a heartbeat, attempts and an end", () => {
  const bench = new Bench();
  const session = bench.work();
  const lease = bench.row("leases", "t");
  assert.equal(lease?.session, session);
  bench.pass(5_000);
  bench.tell({ is: "session-seen", session, state: "busy", tool: false });
  assert.ok((bench.row("leases", "t")?.deadlineSteadyMs ?? 0) > (lease?.deadlineSteadyMs ?? 0));
  bench.gone(session);
  assert.equal(bench.task().state.is, "queued");
  assert.equal(bench.task().attempts.length, 1);
});

test("3. nothing is launched before the lease is written: a crash between the two gives the same order, not another session", () => {
  const bench = new Bench({ projects: [{ ...kennel, worktrees: false }] });
  const [launch] = ordersOf(bench.give(), "launch");
  assert.ok(launch !== undefined && bench.row("leases", "t")?.session === launch.session);
  assert.deepEqual(ordersOf(bench.restart(), "launch"), [launch]);
});

test("4. two tellers of one task make one task", () => {
  const bench = new Bench();
  bench.give();
  bench.give();
  assert.equal(bench.rows("tasks").length, 1);
  assert.equal(bench.rows("leases").length, 1);
});

test("5. a failed delivery ends the session: nothing is typed into a client that may be running", () => {
  const bench = new Bench();
  bench.give();
  const session = bench.launched();
  const [prompt] = ordersOf(bench.tell({ is: "session-seen", session, state: "idle", tool: false }), "prompt");
  const orders = bench.tell({ is: "order-failed", order: prompt?.id ?? "", code: "no-receipt", detail: "" });
  assert.deepEqual(
    orders.map((order) => order.do),
    ["interrupt", "take-checkpoint"],
  );
  assert.deepEqual(
    ordersOf(bench.pass(20_000), "end").map((order) => order.session),
    [session],
  );
  assert.deepEqual(ordersOf(bench.pass(1_000), "launch"), []);
});

test("5. a task that always fails is given up after its attempts, later each time, and kept with everything", () => {
  const bench = new Bench({ settings: { attempts: 3 } });
  bench.give();
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const session = bench.launched();
    bench.gone(session);
    if (attempt < 3) assert.equal(bench.why().code, "backoff");
    bench.pass(400_000);
  }
  const task = bench.task();
  assert.equal(task.state.is === "dead" && task.state.code, "attempts");
  assert.deepEqual([task.text, task.attempts.length, bench.row("ended", "t") === undefined], ["feed the dog", 3, false]);
  bench.tell({ is: "task-retried", task: "t", by: "ann" });
  assert.equal(bench.task().state.is, "leased");
});

test("6. a failed start does not lose the conversation", () => {
  const bench = new Bench();
  bench.gone(bench.work());
  bench.pass(20_000);
  bench.gone(bench.sessionOf());
  const orders = bench.pass(60_000);
  assert.equal(ordersOf(orders, "launch")[0]?.resume?.conversation, bench.task().conversation?.id);
  assert.notEqual(bench.task().conversation, null);
});

test("7. a conversation belongs to its task: the next task in the same slot begins anew", () => {
  const bench = new Bench({ settings: { pool: { first: 11, most: 1 } }, projects: [{ ...kennel, worktrees: false }] });
  const session = bench.work();
  bench.give({ task: "u" });
  bench.end(session);
  const [launch] = ordersOf(bench.gone(session), "launch");
  assert.deepEqual([launch?.task, launch?.slot, launch?.resume], ["u", 11, null]);
});

test("8. a prompt without a receipt is no prompt", () => {
  const bench = new Bench();
  bench.give();
  const session = bench.launched();
  bench.tell({ is: "session-seen", session, state: "idle", tool: false });
  bench.tell({ is: "session-seen", session, state: "idle", tool: false });
  bench.pass(70_000);
  assert.equal(bench.task().conversation, null);
  assert.match(bench.why().sentence, /nobody confirmed the prompt/);
});

test("9. a task without text is refused into the dead letter", () => {
  const bench = new Bench();
  assert.deepEqual(ordersOf(bench.give({ text: " \n" }), "launch"), []);
  assert.equal(bench.why().code, "dead");
});

test("10. a second task with the same key does not take the place of the first", () => {
  const bench = new Bench();
  bench.give({ key: "daily" });
  bench.give({ task: "u", key: "daily", text: "another" });
  assert.equal(bench.task("t").text, "feed the dog");
  assert.match(bench.why("u").sentence, /the same as task t/);
});

test("11. after a start nothing is taken for idle: every session is asked, and nothing new begins before they answered", () => {
  const bench = new Bench();
  const session = bench.work();
  const orders = bench.restart();
  assert.deepEqual(
    ordersOf(orders, "probe").map((order) => order.session),
    [session],
  );
  bench.give({ task: "u" });
  assert.equal(bench.why("u").code, "adopting");
  bench.tell({ is: "session-seen", session, state: "busy", tool: false });
  bench.pass(1_000);
  assert.deepEqual([bench.task("t").burned, bench.sessionOf("t"), bench.task("u").state.is], [0, session, "leased"]);
});

test("12. equal names in two projects are two tasks, each with its project", () => {
  const bench = new Bench({ projects: [kennel, { ...kennel, id: "barn", folder: "/pens/barn" }] });
  bench.give({ task: "kennel/fix.md", title: "fix.md" });
  bench.give({ task: "barn/fix.md", title: "fix.md", project: "barn" });
  assert.deepEqual([bench.task("kennel/fix.md").project, bench.task("barn/fix.md").project], ["kennel", "barn"]);
});

test("an old session's result does not count, and is written down", () => {
  const bench = new Bench({ accounts: [first, second, key], settings: { whenLimited: "overflow" } });
  const old = bench.work();
  bench.tell({ is: "limit-reached", account: "first", scope: "all", window: "five-hour", resetsAt: "unknown", session: old });
  bench.end(old);
  assert.equal(bench.task().state.is, "leased");
  bench.gone(old);
  assert.notEqual(bench.sessionOf(), old);
  bench.end(old);
  assert.equal(bench.task().state.is, "leased");
  assert.ok(bench.saidOf("t").includes("stale-result"));
});

test("a conversation that somebody else holds is not fought over: the task goes on in a fork, unburned", () => {
  const bench = new Bench();
  bench.gone(bench.work());
  const [launch] = ordersOf(bench.pass(20_000), "launch");
  bench.tell({ is: "order-failed", order: launch?.id ?? "", code: "conversation-held", detail: "" });
  const burned = bench.task().burned;
  const [next] = ordersOf(bench.gone(launch?.session ?? ""), "launch");
  assert.deepEqual([launch?.resume?.how, next?.resume?.how, bench.task().burned], ["continue", "fork", burned]);
});

test("a conversation that is not there any more is not asked for again", () => {
  const bench = new Bench();
  bench.gone(bench.work());
  const [launch] = ordersOf(bench.pass(20_000), "launch");
  bench.tell({ is: "order-failed", order: launch?.id ?? "", code: "conversation-unknown", detail: "" });
  bench.gone(launch?.session ?? "");
  const [next] = ordersOf(bench.pass(60_000), "launch");
  assert.deepEqual([next?.task, next?.resume], ["t", null]);
});

test("throttled and overloaded accounts go slower for a moment and with fewer at once, and stay in use", () => {
  const slowed = (["failed", "throttled", "overloaded"] as const).map((outcome) => {
    const bench = new Bench({ settings: { pool: { first: 11, most: 1 } } });
    const session = bench.work();
    bench.give({ task: "u" });
    bench.end(session, outcome);
    bench.gone(session);
    const { code } = bench.why("u");
    bench.pass(6_000);
    return [outcome, code, bench.rows("leases").length];
  });
  assert.deepEqual(slowed, [
    ["failed", "placing", 1],
    ["throttled", "slowed", 1],
    ["overloaded", "slowed", 1],
  ]);
});
