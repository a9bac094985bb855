/** The fleet on a simulated machine: whatever dies and when, nothing is lost, nothing is done twice unfenced, and it all comes to its end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { rounds, seed } from "../../lib/random.ts";
import { ourFleet } from "./code.ts";
import { noFaults, scenarioFrom, crowdFrom } from "./scenario.ts";
import { type Report, simulate } from "./simulation.ts";

type Found = Pick<Report, "hash" | "violations" | "finished" | "seen">;

const reports = new Map<number, Found>();

/** Of hundreds of them not the whole machines are kept. */
function reportOf(one: number): Found {
  const known = reports.get(one) ?? foundIn(simulate(ourFleet, scenarioFrom(one)));
  reports.set(one, known);
  return known;
}

function foundIn({ hash, violations, finished, seen }: Report): Found {
  return { hash, violations, finished, seen };
}

const known = Array.from({ length: rounds(16, 600) }, (_, index) => index + 1);

test("every invariant holds after every step, and everything comes to its end", () => {
  for (const one of known) {
    const report = reportOf(one);
    assert.deepEqual(
      { seed: one, violations: report.violations, finished: report.finished },
      { seed: one, violations: [], finished: true },
    );
  }
});

test("the same with seeds that nobody has seen", () => {
  for (let count = 0; count < rounds(2, 200); count += 1) {
    const one = (seed + count) % 2 ** 30;
    const report = simulate(ourFleet, scenarioFrom(one));
    assert.deepEqual(
      { seed: one, violations: report.violations, finished: report.finished },
      { seed: one, violations: [], finished: true },
    );
  }
});

test("the same seed gives the same trace, and another one another", () => {
  assert.equal(simulate(ourFleet, scenarioFrom(3)).hash, reportOf(3).hash);
  assert.notEqual(reportOf(4).hash, reportOf(3).hash);
});

test("the simulation reaches every event, order, outcome and way to fail", () => {
  const seen = new Set(known.flatMap((one) => [...reportOf(one).seen]));
  const missing = expected.filter((what) => !seen.has(what));
  assert.deepEqual(missing, []);
});

const expected = [
  ..."daemon-started clock order-done order-failed configured project-known account-known disk operator-said task-arrived task-cancelled"
    .split(" ")
    .map((one) => `event ${one}`),
  ..."session-started session-seen prompt-received turn-moved turn-ended session-gone session-taken human-session checkpoint-taken limit-reached"
    .split(" ")
    .map((one) => `event ${one}`),
  ..."quota-read account-health worktree-ready worktree-seen worktree-collected".split(" ").map((one) => `event ${one}`),
  ..."launch prompt interrupt end probe take-checkpoint make-worktree inspect-worktree collect-worktree settle-file read-account archive notify record"
    .split(" ")
    .map((one) => `order ${one}`),
  "order launch continue",
  "order launch fork",
  ..."done limit throttled overloaded signed-out on-hold unpaid bounded too-long refused failed".split(" ").map((one) => `outcome ${one}`),
  ..."busy guard-unproven no-receipt still-alive impossible".split(" ").map((one) => `trouble ${one}`),
  ..."unknown warming healthy draining limited".split(" ").map((one) => `lane ${one}`),
  ..."empty not-permitted deadline attempts bounded refused".split(" ").map((one) => `ended dead ${one}`),
];

test("a daemon that is killed again and again costs no attempt and starts nothing anew", () => {
  for (const one of known.slice(0, 3)) {
    const scenario = scenarioFrom(one);
    const calm = { ...noFaults, kill: 0.03, doubledAnswer: 0.1 };
    const accounts = scenario.accounts.map((account) => ({ ...account, limit: 0, scopeLimit: 0 }));
    const arrivals = scenario.arrivals.map((each) => ({ ...each, cancelAfterMs: null, arrival: { ...each.arrival, budgetMicroUsd: 0 } }));
    const report = simulate(ourFleet, { ...scenario, rates: calm, accounts, arrivals, steps: 4, killEveryMs: 9_000 });
    assert.deepEqual(report.violations, []);
    assert.ok(report.kills > 5);
    for (const [task, count] of countsOf(report)) assert.equal(count, 1, `${task} of seed ${one} took ${count} processes`);
  }
});

function countsOf({ machine }: Report): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { task } of machine.processes.values()) counts.set(task, (counts.get(task) ?? 0) + 1);
  return counts;
}

test("a crowd of tasks, and a daemon that lives for seconds: none lost, none doubled", () => {
  const report = simulate(ourFleet, crowdFrom(seed % 1000, rounds(500, 10_000)));
  assert.deepEqual(report.violations, []);
  assert.ok(report.finished);
  assert.ok(report.kills > 10, `${report.kills} kills`);
});
