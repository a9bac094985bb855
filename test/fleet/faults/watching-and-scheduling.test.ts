/** Faults 13 to 25 of the seed: what was not seen, not ordered, or in nobody's order. Each fails on the fault. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Bench, first, kennel, noon, ordersOf, second } from "./bench.ts";

const one = { pool: { first: 11, most: 1 } };

test("13. work for a project that is not known is kept, says so, and begins when the project is known", () => {
  const bench = new Bench();
  bench.give({ project: "barn" });
  assert.equal(bench.why().code, "project-unknown");
  bench.tell({ is: "project-known", project: { ...kennel, id: "barn", folder: "/pens/barn" } });
  assert.equal(bench.task().state.is, "leased");
});

test("14. a project that is changed or told again keeps what is known of it", () => {
  const bench = new Bench();
  bench.tell({ is: "turn-moved", session: bench.work(), tool: null, microUsd: 400, tokens: 9 });
  bench.tell({ is: "project-known", project: { ...kennel, most: 9 } });
  assert.deepEqual([bench.row("projects", "kennel")?.most, bench.row("projects", "kennel")?.spentMicroUsd], [9, 400]);
});

test("15. what waited before the start begins when the start is over, not a minute later", () => {
  const bench = new Bench({ accounts: [] });
  bench.give();
  bench.restart();
  bench.tell({ is: "account-known", account: first });
  assert.equal(bench.task().state.is, "leased");
});

test("16. a task that is told before it is whole is refused, and what is refused is kept", () => {
  const bench = new Bench();
  bench.give({ text: "" });
  assert.equal(bench.row("ended", "t")?.state.is, "dead");
});

test("17. a session that nobody knows is a stray and is ended, never worked with", () => {
  const bench = new Bench();
  const orders = bench.tell({ is: "session-seen", session: "s99", state: "idle", tool: false });
  assert.deepEqual(
    orders.map((order) => order.do),
    ["end"],
  );
});

test("18. nothing waits inside a step: an order without an answer is given again by the clock", () => {
  const bench = new Bench({ projects: [{ ...kennel, worktrees: false }] });
  const [launch] = ordersOf(bench.give(), "launch");
  assert.deepEqual(ordersOf(bench.pass(59_000), "launch"), []);
  assert.deepEqual(ordersOf(bench.pass(2_000), "launch"), [launch]);
});

test("19. the more urgent goes first, then who came first", () => {
  const bench = new Bench({ settings: one });
  const session = bench.work({ task: "a" });
  for (const [task, priority] of [
    ["b", "low"],
    ["c", "default"],
    ["d", "critical"],
    ["e", "critical"],
  ] as const)
    bench.give({ task, priority });
  const begun = [bench];
  const order: string[] = [];
  for (let current = session; order.length < 4;) {
    bench.end(current);
    bench.gone(current);
    const next = begun[0]?.rows("leases")[0]?.id ?? "";
    order.push(next);
    current = bench.workOn(next);
  }
  assert.deepEqual(order, ["d", "e", "c", "b"]);
});

test("19. waiting makes urgent: a low task is not passed by for ever", () => {
  const bench = new Bench({ settings: { ...one, ageingMs: 60_000 } });
  const session = bench.work({ task: "a" });
  bench.give({ task: "patient", priority: "low" });
  bench.pass(200_000);
  bench.give({ task: "urgent", priority: "critical" });
  bench.end(session);
  bench.gone(session);
  assert.equal(bench.rows("leases")[0]?.id, "patient");
});

test("19. a project with many tasks does not starve one with few, and weights count", () => {
  const bench = new Bench({ settings: one, projects: [kennel, { ...kennel, id: "barn", folder: "/pens/barn", weight: 2 }] });
  let session = bench.work({ task: "a0" });
  for (let number = 1; number <= 6; number += 1) bench.give({ task: `a${number}` });
  for (let number = 1; number <= 4; number += 1) bench.give({ task: `b${number}`, project: "barn" });
  const served: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    bench.end(session);
    bench.gone(session);
    const next = bench.rows("leases")[0]?.id ?? "";
    served.push(next.charAt(0));
    session = bench.workOn(next);
  }
  assert.equal(served.filter((project) => project === "b").length, 4);
});

test("19. dependencies, a time before which and a time after which: each is kept and each is said", () => {
  const bench = new Bench();
  bench.give({ task: "later", notBefore: noon + 60_000 });
  bench.give({ task: "after", after: ["later"] });
  bench.give({ task: "stale", after: ["later"], deadline: noon + 30_000 });
  assert.deepEqual(
    ["later", "after"].map((id) => bench.why(id).code),
    ["not-before", "dependency"],
  );
  bench.pass(31_000);
  const { state } = bench.task("stale");
  assert.equal(state.is === "dead" && state.code, "deadline");
  bench.pass(30_000);
  const session = bench.workOn("later");
  bench.end(session);
  assert.equal(bench.task("after").state.is, "leased");
});

test("19. tasks that wait for each other are refused by the last to come", () => {
  const bench = new Bench();
  bench.give({ task: "hen", after: ["egg"] });
  bench.give({ task: "egg", after: ["hen"] });
  assert.match(bench.why("egg").sentence, /wait for itself/);
});

test("19. a cancelled task ends at once; its session is stopped and its late result does not count", () => {
  const bench = new Bench();
  const session = bench.work();
  const orders = bench.tell({ is: "task-cancelled", task: "t", by: "ann" });
  assert.deepEqual(
    ordersOf(orders, "end").map((order) => order.session),
    [session],
  );
  bench.end(session);
  assert.equal(bench.task().state.is, "cancelled");
});

test("20. a session of a person is never given work, prompted or ended", () => {
  const bench = new Bench();
  bench.tell({ is: "human-session", session: "ccl-0", folder: "/pens/kennel", account: "first", state: "idle" });
  bench.give();
  assert.notEqual(bench.sessionOf(), "ccl-0");
  const orders = [
    ...bench.tell({ is: "operator-said", command: "stop", about: "fleet", by: "ann" }),
    ...bench.pass(60_000),
    ...bench.restart(),
  ];
  assert.deepEqual(
    orders.filter((order) => "session" in order && order.session === "ccl-0"),
    [],
  );
});

test("20. where a person begins to write, the fleet takes its hands away and the task waits for them", () => {
  const bench = new Bench();
  const session = bench.work();
  bench.tell({ is: "session-taken", session, by: "ann" });
  const orders = [...bench.pass(3_600_000), ...bench.restart()];
  assert.deepEqual(
    orders.filter((order) => "session" in order && order.session === session),
    [],
  );
  assert.match(bench.why().sentence, /ann has taken over/);
});

test("21. a session whose launch failed is not given the next task", () => {
  const bench = new Bench({ settings: one, projects: [{ ...kennel, worktrees: false }] });
  const [launch] = ordersOf(bench.give(), "launch");
  bench.give({ task: "u" });
  const failed = bench.tell({ is: "order-failed", order: launch?.id ?? "", code: "impossible", detail: "no such program" });
  assert.deepEqual(
    failed.map((order) => order.do),
    ["end"],
  );
  const [next] = ordersOf(bench.gone(launch?.session ?? ""), "launch");
  assert.deepEqual([next?.task, next?.session === launch?.session], ["u", false]);
});

test("22. a session that is being stopped gets no work, whatever it says of itself", () => {
  const bench = new Bench();
  bench.give();
  const session = bench.launched();
  bench.tell({ is: "operator-said", command: "failover", about: "first", by: "ann" });
  assert.deepEqual(ordersOf(bench.tell({ is: "session-seen", session, state: "idle", tool: false }), "prompt"), []);
});

test("23. tasks of one affinity go where the last one was, if work may move at all", () => {
  const bench = new Bench({ accounts: [first, second] });
  bench.tell({ is: "operator-said", command: "acknowledge-moving", about: "fleet", by: "ann" });
  bench.tell({ is: "operator-said", command: "drain", about: "first", by: "ann" });
  bench.work({ task: "a", affinity: "parser" });
  assert.equal(bench.row("affinities", "parser")?.holder, "second");
});

test("24. without worktrees one project has one session, however many tasks it has", () => {
  const bench = new Bench({ projects: [{ ...kennel, worktrees: false, most: 4 }] });
  bench.give();
  bench.give({ task: "u" });
  assert.equal(bench.rows("leases").length, 1);
  assert.match(bench.why("u").sentence, /share one folder/);
});

test("25. what is too long is refused into the dead letter, not cut", () => {
  const bench = new Bench({ settings: { textChars: 10 } });
  bench.give({ text: "a prompt of more than ten characters" });
  assert.deepEqual([bench.task().state.is, bench.task().text.length], ["dead", 36]);
});
