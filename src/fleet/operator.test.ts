/** What a person commands holds until a person says otherwise, and a failover follows its recipe step by step. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Bench, first, kennel, key, ordersOf, second } from "../../test/fleet/faults/bench.ts";

const by = "ann";

test("failover: fence raised, turn interrupted, checkpoint taken, process proved dead, resumed elsewhere, recorded", () => {
  const bench = new Bench({ accounts: [first, key], settings: { whenLimited: "overflow" } });
  const session = bench.work();
  const fence = bench.task().fence;
  const stopping = bench.tell({ is: "operator-said", command: "failover", about: "first", by });
  assert.ok(bench.task().fence > fence);
  assert.deepEqual(
    stopping.map((order) => order.do),
    ["interrupt", "take-checkpoint"],
  );
  const seen = {
    transcript: "/t.jsonl",
    transcriptBytes: 9,
    argv: ["collie"],
    cwd: "/trees/t",
    gitHead: "h",
    gitBranch: "b",
    gitSaved: null,
    lastTool: "Bash",
  };
  const ending = bench.tell({ is: "checkpoint-taken", session, seen });
  assert.deepEqual(
    ending.map((order) => order.do),
    ["end"],
  );
  assert.equal(bench.row("checkpoints", "t")?.lastTool, "Bash");
  assert.equal(bench.row("leases", "t")?.session, session);
  const orders = bench.gone(session);
  const [launch] = ordersOf(orders, "launch");
  assert.deepEqual([launch?.account, launch?.resume], ["key", { conversation: `c-${session}`, transcript: "/t.jsonl", how: "continue" }]);
  assert.match(ordersOf(orders, "record")[0]?.leaf ?? "", /"from":"first","to":"key","leave":"overflow"/);
  assert.deepEqual([bench.task().burned, bench.task().parkedTimes], [0, 1]);
});

test("failover: the account that was left is drained, until it is resumed", () => {
  const bench = new Bench();
  bench.tell({ is: "operator-said", command: "failover", about: "first", by });
  bench.give();
  assert.equal(bench.why().code, "account-draining");
  bench.tell({ is: "operator-said", command: "resume", about: "first", by });
  assert.equal(bench.task().state.is, "leased");
});

test("failover: a process that is not proved dead is left its conversation; the task goes on in a fork", () => {
  const bench = new Bench({ settings: { endTries: 2 } });
  const session = bench.work();
  bench.tell({ is: "operator-said", command: "stop", about: "fleet", by });
  const [end] = ordersOf(bench.pass(15_000), "end");
  const fail = () => bench.tell({ is: "order-failed", order: end?.id ?? "", code: "still-alive", detail: "" });
  fail();
  assert.equal(bench.row("leases", "t")?.session, session);
  assert.match(ordersOf(fail(), "notify")[0]?.incident ?? "", /^zombie:/);
  const [launch] = ordersOf(bench.tell({ is: "operator-said", command: "resume", about: "fleet", by }), "launch");
  assert.equal(launch?.resume?.how, "fork");
});

test("work moves to another subscription only while somebody has said that it may", () => {
  const bench = new Bench({ accounts: [first, second] });
  bench.tell({ is: "operator-said", command: "drain", about: "first", by });
  bench.give();
  assert.equal(bench.why().code, "account-draining");
  const records = ordersOf(bench.tell({ is: "operator-said", command: "acknowledge-moving", about: "fleet", by }), "record");
  assert.match(records[0]?.leaf ?? "", /"is":"moving","by":"ann"/);
  assert.equal(bench.row("leases", "t")?.account, "second");
  bench.tell({ is: "operator-said", command: "revoke-moving", about: "fleet", by });
  bench.give({ task: "u" });
  assert.equal(bench.why("u").code, "account-draining");
});

test("no file of settings says that work may move: only the command does, and it survives new settings", () => {
  const bench = new Bench({ accounts: [first, second], settings: { movingAcknowledgedBy: "a repository" } });
  assert.equal(bench.row("fleet", "fleet")?.settings.movingAcknowledgedBy, null);
});

test("pause and resume: of the fleet, a project, an account and a task, each with its reason", () => {
  for (const [about, code] of [
    ["fleet", "fleet-paused"],
    ["kennel", "project-held"],
    ["first", "account-held"],
  ] as const) {
    const bench = new Bench();
    bench.tell({ is: "operator-said", command: "pause", about, by });
    bench.give();
    bench.pass(10_000_000);
    assert.equal(bench.why().code, code);
    assert.match(bench.why().sentence, /paused by ann/);
    bench.tell({ is: "operator-said", command: "resume", about, by });
    assert.equal(bench.task().state.is, "leased");
  }
});

test("a stopped task waits for a person and keeps its conversation", () => {
  const bench = new Bench();
  const session = bench.work();
  bench.tell({ is: "operator-said", command: "stop", about: "t", by });
  bench.gone(session);
  assert.deepEqual([bench.why().code, bench.task().burned], ["held", 0]);
  bench.tell({ is: "operator-said", command: "resume", about: "t", by });
  assert.equal(bench.task().conversation?.id, `c-${session}`);
  assert.equal(bench.task().state.is, "leased");
});

test("a limited account is tried at once when a person says so", () => {
  const bench = new Bench({ projects: [{ ...kennel, most: 9 }] });
  bench.tell({ is: "limit-reached", account: "first", scope: "all", window: "weekly", resetsAt: "unknown", session: null });
  bench.give();
  assert.equal(bench.why().code, "limited");
  bench.tell({ is: "operator-said", command: "resume", about: "first", by });
  assert.equal(bench.task().state.is, "leased");
});

test("why a session is ended is decided once; only the end of its task and a person's wish for it are stronger", () => {
  const states = (["fleet", "t"] as const).map((about) => {
    const bench = new Bench();
    const session = bench.work();
    bench.tell({ is: "limit-reached", account: "first", scope: "all", window: "weekly", resetsAt: "unknown", session });
    bench.tell({ is: "operator-said", command: "stop", about, by });
    bench.gone(session);
    return bench.task().state.is;
  });
  assert.deepEqual(states, ["parked", "held"]);
});
