/** A breaker opens when too much fails, tries again after a while, and lets nothing through where it cannot tell. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeCrypto } from "../../hosts/node/node.ts";
import {
  admit,
  type Breaker,
  breakerIn,
  breakerText,
  type BreakerRule,
  closedBreaker,
  forced,
  type Moment,
  type Outcome,
  type Pass,
  report,
  waitMs,
} from "./breaker.ts";

const rule: BreakerRule = { failures: 3, windowMs: 1_000, openMs: 500, successes: 2, probes: 2, probeMs: 200 };

function at(sinceBootMs: number, more: Partial<Moment> = {}): Moment {
  return { boot: "one", sinceBootMs, wall: 1_000_000 + sinceBootMs, ...more };
}

type Told = { readonly breaker: Breaker; readonly pass: Pass | undefined };

function call(breaker: Breaker, outcome: Outcome, moment: Moment): Told {
  const { breaker: admitted, pass } = admit(breaker, rule, moment);
  return { breaker: pass === undefined ? admitted : report(admitted, { pass, outcome, rule }, moment), pass };
}

function failing(times: number, from = 0): Breaker {
  return Array.from({ length: times }).reduce<Breaker>(
    (breaker, _, step) => call(breaker, "failure", at(from + step)).breaker,
    closedBreaker(at(from)),
  );
}

const open = failing(3);

test("it opens at the failure that is one too many, and not before", () => {
  assert.equal(failing(2).state.is, "closed");
  assert.equal(open.state.is, "open");
});

test("failures that lie apart by more than the window do not add up", () => {
  const spread = [0, 600, 1_200, 1_800].reduce((breaker, moment) => call(breaker, "failure", at(moment)).breaker, closedBreaker(at(0)));
  assert.equal(spread.state.is, "closed");
});

test("a success between failures forgets none of them", () => {
  const mixed = (["failure", "success", "failure", "success", "failure"] as const).reduce(
    (breaker, outcome, step) => call(breaker, outcome, at(step)).breaker,
    closedBreaker(at(0)),
  );
  assert.equal(mixed.state.is, "open");
});

test("open, it lets nothing through until its time has passed", () => {
  assert.equal(admit(open, rule, at(501)).pass, undefined);
  assert.deepEqual(admit(open, rule, at(502)).pass, { is: "probe", id: 4 });
  assert.equal(waitMs(open, rule, at(102)), 400);
});

test("the first try is counted as one: no more than the rule allows are under way", () => {
  const first = admit(open, rule, at(600));
  const second = admit(first.breaker, rule, at(600));
  const third = admit(second.breaker, rule, at(600));
  assert.deepEqual([first.pass?.is, second.pass?.is, third.pass], ["probe", "probe", undefined]);
});

test("enough successes on trial close it", () => {
  const once = call(open, "success", at(600));
  assert.equal(once.breaker.state.is, "half-open");
  assert.equal(call(once.breaker, "success", at(601)).breaker.state.is, "closed");
});

test("one failure on trial opens it again, for the whole time", () => {
  const again = call(open, "failure", at(600)).breaker;
  assert.deepEqual(again.state, { is: "open", since: at(600) });
});

test("a try that nobody reports on has failed: a process that died is no success", () => {
  const { breaker } = admit(open, rule, at(600));
  const later = admit(breaker, rule, at(800));
  assert.equal(later.pass, undefined);
  assert.deepEqual(later.breaker.state, { is: "open", since: at(800) });
});

test("a report that comes too late closes nothing", () => {
  const { breaker, pass } = admit(open, rule, at(600));
  assert.ok(pass !== undefined);
  const reopened = admit(breaker, rule, at(900)).breaker;
  assert.equal(report(reopened, { pass, outcome: "success", rule }, at(901)).state.is, "open");
});

test("a success counts once, whoever reports it again", () => {
  const { breaker, pass } = admit(open, rule, at(600));
  assert.ok(pass !== undefined);
  const twice = [1, 2].reduce((now) => report(now, { pass, outcome: "success", rule }, at(601)), breaker);
  assert.equal(twice.state.is, "half-open");
});

test("success without a try on trial counts for nothing there", () => {
  const trial = admit(open, rule, at(600)).breaker;
  const told = [1, 2, 3].reduce((now) => report(now, { pass: { is: "free" }, outcome: "success", rule }, at(601)), trial);
  assert.equal(told.state.is, "half-open");
});

test("the wall clock, set back or ahead by years, moves nothing while the machine runs", () => {
  for (const wall of [0, 10 ** 13]) {
    assert.equal(admit(open, rule, at(400, { wall })).pass, undefined);
    assert.deepEqual(admit(open, rule, at(600, { wall })).pass?.is, "probe");
  }
});

test("after a restart the wall clock counts, and one that was set back opens nothing", () => {
  const since = 1_000_000;
  assert.equal(admit(open, rule, { boot: "two", sinceBootMs: 10 ** 9, wall: since - 10 ** 9 }).pass, undefined);
  assert.equal(admit(open, rule, { boot: "two", sinceBootMs: 0, wall: since + 100 }).pass, undefined);
  assert.equal(admit(open, rule, { boot: "two", sinceBootMs: 0, wall: since + 5_000 }).pass?.is, "probe");
});

test("by hand it opens and closes at once", () => {
  assert.equal(forced(closedBreaker(at(0)), "open", at(5)).state.is, "open");
  assert.equal(forced(open, "closed", at(5)).state.is, "closed");
});

test("it counts what it did", () => {
  assert.deepEqual(admit(open, rule, at(10)).breaker.totals, { admitted: 3, refused: 1, failed: 3, succeeded: 0 });
});

const kept = admit(open, rule, at(600)).breaker;

test("what is kept is read again, in every state", () => {
  for (const breaker of [closedBreaker(at(0)), failing(2), open, kept])
    assert.deepEqual(breakerIn(breakerText(breaker, nodeCrypto.sha256), nodeCrypto.sha256), { ok: true, value: breaker });
});

test("what is kept and torn, cut or changed in one bit is a fault", () => {
  const whole = Buffer.from(breakerText(kept, nodeCrypto.sha256));
  for (let length = 0; length < whole.length; length += 1)
    assert.ok(!breakerIn(whole.subarray(0, length).toString("latin1"), nodeCrypto.sha256).ok, `${length}`);
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    const flipped = Buffer.from(whole);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.ok(!breakerIn(flipped.toString("latin1"), nodeCrypto.sha256).ok, `bit ${bit}`);
  }
});
