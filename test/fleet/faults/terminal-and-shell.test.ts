/** Faults 26 to 34 of the seed: what went wrong between the daemon and the terminal, as far as it is decided here; drivers have tests of their own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Bench, first, key, kennel, noon, ordersOf, second } from "./bench.ts";

const hostile = "/pens/a b; $(touch x) `y` -t '\"\n";

test("26. folders and names go to the driver as data, unchanged, whatever is in them", () => {
  const bench = new Bench({ projects: [{ ...kennel, folder: hostile, worktrees: false }] });
  const [launch] = ordersOf(bench.give({ task: hostile }), "launch");
  assert.deepEqual([launch?.folder, launch?.task], [hostile, hostile]);
});

test("27. nothing is typed before the client itself says that it is idle", () => {
  const bench = new Bench();
  bench.give();
  const session = bench.launched();
  for (const state of ["starting", "busy", "waiting"] as const) {
    assert.deepEqual(ordersOf(bench.tell({ is: "session-seen", session, state, tool: false }), "prompt"), []);
  }
  assert.equal(ordersOf(bench.tell({ is: "session-seen", session, state: "idle", tool: false }), "prompt").length, 1);
});

test("28. what is resumed is the conversation that this task's own client told, and nothing else", () => {
  const bench = new Bench();
  const session = bench.work();
  bench.tell({ is: "session-started", session: "s77", process: { pid: 1, startedAt: "1" }, conversation: "someone's" });
  bench.gone(session);
  const [launch] = ordersOf(bench.pass(20_000), "launch");
  assert.deepEqual(launch?.resume, { conversation: `c-${session}`, transcript: null, how: "continue" });
});

test("29. a dialog is no prompt: a client that waits in one is ended when its time is over", () => {
  const bench = new Bench();
  bench.give();
  const session = bench.launched();
  bench.tell({ is: "session-seen", session, state: "waiting", tool: false });
  bench.pass(60_000);
  bench.tell({ is: "session-seen", session, state: "waiting", tool: false });
  const orders = bench.pass(60_000);
  assert.deepEqual(
    orders.filter((order) => order.do === "prompt" || order.do === "end").map((order) => order.do),
    ["end"],
  );
  assert.match(bench.why().sentence, /did not become ready/);
});

test("30. a prompt is one text of any length, with what the operator puts around it", () => {
  const bench = new Bench({ settings: { promptBefore: "[{title}]", promptAfter: "Carry it out." } });
  const text = `/start -- Enter; ${"x".repeat(100_000)}`;
  bench.give({ text, title: "feeding" });
  const session = bench.launched();
  const [prompt] = ordersOf(bench.tell({ is: "session-seen", session, state: "idle", tool: false }), "prompt");
  assert.equal(prompt?.text, `[feeding]\n\n${text}\n\nCarry it out.`);
});

test("31. sessions have names that are nobody's prefix by accident: an order names one session, by its own id", () => {
  const bench = new Bench({
    settings: { pool: { first: 1, most: 12 } },
    accounts: [{ ...first, most: 20 }],
    projects: [{ ...kennel, most: 20 }],
  });
  bench.work({ task: "t0" });
  bench.workOn("t0");
  for (let number = 1; number < 12; number += 1) bench.give({ task: `t${number}` });
  for (let round = 0; round < 4; round += 1) for (const { id } of bench.rows("leases")) if (bench.saidOf(id).length === 2) bench.workOn(id);
  const ids = bench.rows("sessions").map((session) => session.id);
  assert.equal(new Set(ids).size, ids.length);
  const slots = bench.rows("sessions").map((session) => (session.kind === "worker" ? session.slot : 0));
  assert.equal(new Set(slots).size, slots.length);
});

test("32. what a person has to answer stops the account or the project, once, and is told once", () => {
  const bench = new Bench({ projects: [{ ...kennel, worktrees: false }] });
  bench.end(bench.work(), "signed-out");
  assert.match(bench.row("accounts", "first")?.held ?? "", /signed out/);
  bench.tell({ is: "account-health", account: "first", identity: null, health: "signed-out" });
  const told = bench.rows("outbox").filter(({ order }) => order.do === "notify" && order.incident === "account:first");
  assert.equal(told.length, 1);
  bench.tell({ is: "account-health", account: "first", identity: null, health: "good" });
  assert.equal(bench.row("accounts", "first")?.held, null);
});

test("33. accounts are worked on side by side, and a limit of one does not stop the other", () => {
  const bench = new Bench({ accounts: [first, second], projects: [kennel, { ...kennel, id: "barn", account: "second" }] });
  bench.work();
  const session = bench.work({ task: "u", project: "barn" });
  bench.tell({ is: "limit-reached", account: "second", scope: "all", window: "weekly", resetsAt: noon + 60_000, session });
  assert.deepEqual(
    bench
      .rows("leases")
      .map((lease) => lease.account)
      .sort(),
    ["first", "second"],
  );
  bench.gone(session);
  assert.deepEqual([bench.task("t").state.is, bench.why("u").code], ["leased", "limited"]);
});

test("34. a family of models has a limit of its own: it stops its own tasks and no others", () => {
  const bench = new Bench();
  bench.work();
  bench.tell({ is: "limit-reached", account: "first", scope: "large", window: "weekly", resetsAt: "unknown", session: null });
  bench.give({ task: "u", scope: "large" });
  assert.equal(bench.why("u").code, "limited");
  bench.give({ task: "v", scope: "all" });
  assert.deepEqual([bench.task("t").state.is, bench.task("v").state.is], ["leased", "leased"]);
});

test("a reset that nobody told is not invented, and a long silence is tried with one task", () => {
  const bench = new Bench({ settings: { pool: { first: 11, most: 4 } } });
  const session = bench.work();
  for (const task of ["u", "v", "w"]) bench.give({ task });
  bench.tell({ is: "limit-reached", account: "first", scope: "all", window: "five-hour", resetsAt: "unknown", session });
  for (const { id } of bench.rows("sessions")) bench.gone(id);
  assert.match(bench.why().sentence, /until an unknown time/);
  bench.pass(1_000_000);
  assert.equal(bench.rows("leases").length, 1);
  bench.workOn(bench.rows("leases")[0]?.id ?? "");
  assert.equal(bench.rows("leases").length, 2);
});

test("work overflows to what is paid by use before it would move between subscriptions, and only within the budget", () => {
  const bench = new Bench({ accounts: [first, second, { ...key, budgetMicroUsd: 6_000_000 }], settings: { whenLimited: "overflow" } });
  bench.tell({ is: "limit-reached", account: "first", scope: "all", window: "weekly", resetsAt: "unknown", session: null });
  bench.work();
  assert.equal(bench.row("leases", "t")?.account, "key");
  bench.give({ task: "u" });
  assert.equal(bench.why("u").code, "limited");
  bench.tell({ is: "operator-said", command: "acknowledge-moving", about: "fleet", by: "ann" });
  assert.equal(bench.row("leases", "u")?.account, "second");
});
