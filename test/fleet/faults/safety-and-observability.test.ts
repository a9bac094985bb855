/** Faults 35 to 40 of the seed: who may give work, what happens without the guard, and what can be known afterwards. Each fails on the fault. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { remedies, type TroubleKind } from "../../../src/fleet/trouble.ts";
import { Bench, kennel, ordersOf } from "./bench.ts";

test("35. an agent gives tasks in its own project alone, not too deep and not too many", () => {
  const bench = new Bench({ settings: { pool: { first: 11, most: 1 }, openPerAgent: 2, agentDepth: 2 } });
  const by = { is: "agent", session: "s1", project: "kennel", depth: 1 } as const;
  bench.give({ task: "elsewhere", project: "barn", by });
  bench.give({ task: "deep", by: { ...by, depth: 3 } });
  for (const task of ["a", "b", "c"]) bench.give({ task, by });
  const codes = ["elsewhere", "deep", "a", "b", "c"].map((id) => {
    const { state } = bench.task(id);
    return state.is === "dead" ? state.code : "taken";
  });
  assert.deepEqual(codes, ["not-permitted", "not-permitted", "taken", "taken", "not-permitted"]);
});

test("36. and 37. where the guard is not proved, nothing starts, nothing is burned, and a person hears of it once", () => {
  const bench = new Bench({ projects: [{ ...kennel, worktrees: false }] });
  let [launch] = ordersOf(bench.give(), "launch");
  const told: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    const orders = bench.tell({ is: "order-failed", order: launch?.id ?? "", code: "guard-unproven", detail: "no answer" });
    told.push(...ordersOf(orders, "notify").map((order) => order.incident));
    bench.gone(launch?.session ?? "");
    assert.equal(bench.why().code, "project-held");
    assert.deepEqual(ordersOf(bench.pass(60_000), "launch"), []);
    [launch] = ordersOf(bench.pass(300_000), "launch");
    assert.ok(launch !== undefined);
  }
  assert.deepEqual([told, bench.task().burned], [["guard:kennel"], 0]);
});

test("38. what a task says about itself is used or refused: title, priority, deadline and scope arrive where they count", () => {
  const bench = new Bench({ settings: { promptBefore: "{title}" } });
  bench.give({ title: "Feeding", scope: "large" });
  const session = bench.launched();
  const [prompt] = ordersOf(bench.tell({ is: "session-seen", session, state: "idle", tool: false }), "prompt");
  assert.match(prompt?.text ?? "", /^Feeding\n/);
  assert.equal(bench.row("leases", "t")?.scope, "large");
});

test("39. every task has a history, from its arrival to its end, and what was said of it was true when it was said", () => {
  const bench = new Bench();
  const session = bench.work();
  assert.deepEqual(bench.saidOf("t"), ["arrived", "leased"]);
  bench.gone(session);
  bench.pass(20_000);
  bench.end(bench.workOn());
  assert.deepEqual(bench.saidOf("t"), ["arrived", "leased", "queued-again", "leased", "done", "ending"]);
  assert.deepEqual(
    bench.task().attempts.map(({ burned, end }) => [burned, end]),
    [
      [true, "its process ended by itself (0)"],
      [false, "done"],
    ],
  );
});

test("39. what is spent is known by task, project and account", () => {
  const bench = new Bench();
  const session = bench.work();
  bench.tell({ is: "turn-moved", session, tool: null, microUsd: 700, tokens: 50 });
  bench.tell({ is: "turn-moved", session, tool: null, microUsd: 700, tokens: 50 });
  const spent = [bench.task().microUsd, bench.row("projects", "kennel")?.spentMicroUsd, bench.row("accounts", "first")?.spentMicroUsd];
  assert.deepEqual([...spent, bench.task().tokens], [700, 700, 700, 50]);
});

test("40. a place that is not known is said and never guessed: without an account nothing is launched", () => {
  const bench = new Bench({ projects: [{ ...kennel, account: "nobody" }] });
  assert.deepEqual(ordersOf(bench.give(), "launch"), []);
  assert.match(bench.why().sentence, /no account is configured/);
});

test("what each way to fail does: the task, whether it burns, holds the account, slows it, and keeps the conversation", () => {
  const fates = (Object.keys(remedies) as TroubleKind[]).map((kind) => {
    const bench = new Bench();
    const session = bench.work();
    bench.end(session, kind);
    bench.gone(session);
    const { state, burned, conversation } = bench.task();
    const isSlower = (bench.row("lanes", "first/all")?.slowTimes ?? 0) > 0;
    return [kind, state.is, burned, bench.row("accounts", "first")?.held !== null, isSlower, conversation !== null];
  });
  assert.deepEqual(fates, [
    ["limit", "parked", 0, false, false, true],
    ["throttled", "parked", 0, false, true, true],
    ["overloaded", "parked", 0, false, true, true],
    ["signed-out", "parked", 0, true, false, true],
    ["on-hold", "parked", 0, true, false, true],
    ["unpaid", "parked", 0, true, false, true],
    ["bounded", "dead", 1, false, false, true],
    ["too-long", "queued", 1, false, false, false],
    ["refused", "dead", 1, false, false, true],
    ["failed", "queued", 1, false, false, true],
  ]);
});

test("a stall, a crash, silence and a limit are told apart", () => {
  const endings: [string, (bench: Bench, session: string) => void][] = [
    ["stalled", (bench, session) => beating(bench, session, 700_000)],
    ["no sign of life", (bench) => void bench.pass(100_000)],
    ["ended by itself", (bench, session) => void bench.gone(session)],
    [
      "reached its limit",
      (bench, session) =>
        void bench.tell({ is: "limit-reached", account: "first", scope: "all", window: "weekly", resetsAt: "unknown", session }),
    ],
  ];
  for (const [words, happen] of endings) {
    const bench = new Bench();
    const session = bench.work();
    happen(bench, session);
    bench.pass(20_000);
    bench.gone(session);
    assert.match(bench.task().attempts[0]?.end ?? "", new RegExp(words));
  }
});

/** Alive and without progress. */
function beating(bench: Bench, session: string, ms: number): void {
  for (let passed = 0; passed < ms; passed += 20_000) {
    bench.tell({ is: "session-seen", session, state: "busy", tool: false });
    bench.pass(20_000);
  }
}
