/** Turns: one commit for each moment, whatever the store says. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fault } from "../../base/fault.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { emptyState, type Event } from "../../fleet/fleet.ts";
import { type Turns, turns } from "./turns.ts";

const clock = { is: "clock" } as const;
const pause = { is: "operator-said", command: "pause", about: "fleet", by: "t" } as const;

/** A keeper whose store does what it is told, and timers that run when the test says so. */
function ground(): {
  readonly turn: Turns;
  readonly taken: (readonly Event[])[];
  readonly troubles: (string | undefined)[];
  readonly tick: () => void;
  fault: Fault | undefined;
  waits: number[];
} {
  const taken: (readonly Event[])[] = [];
  const troubles: (string | undefined)[] = [];
  const timers: (() => void)[] = [];
  let ms = 0;
  const made = { taken, troubles, fault: undefined as Fault | undefined, waits: [] as number[] };
  const turn = turns({
    keeper: {
      state: emptyState,
      take: (events) => {
        if (made.fault !== undefined) return fail(made.fault);
        taken.push(events);
        return done(undefined);
      },
    },
    now: () => 1_000 + ms,
    steadyMs: () => (ms += 1),
    timers: {
      start: (then, afterMs) => {
        made.waits.push(afterMs);
        return timers.push(then);
      },
      stop: () => void timers.splice(0),
    },
    onTrouble: (fault) => void troubles.push(fault?.code),
  });
  return Object.assign(made, { turn, tick: () => timers.splice(0).forEach((then) => then()) });
}

const full: Fault = { code: "store.full", what: "no room" };
const codeOf = (result: Result<void>): string => (result.ok ? "done" : result.fault.code);

test("what is told in one moment is one commit, in its order, and done only then", async () => {
  const { turn, taken, tick } = ground();
  const outcomes = [turn.tell(clock), turn.tell(pause)];
  assert.equal(taken.length, 0);
  tick();
  assert.deepEqual(
    taken.map((events) => events.map(({ is }) => is)),
    [["clock", "operator-said"]],
  );
  assert.deepEqual((await Promise.all(outcomes)).map(codeOf), ["done", "done"]);
  assert.ok((taken[0]?.[0]?.steadyMs ?? 0) < (taken[0]?.[1]?.steadyMs ?? 0));
});

test("a limit does not wait for its turn: it and what was told before are committed at once", () => {
  const { turn, taken } = ground();
  void turn.tell(clock);
  void turn.tell({ is: "limit-reached", account: "a", scope: "all", window: "five_hour", resetsAt: "unknown", session: null });
  assert.deepEqual(
    taken.map((events) => events.map(({ is }) => is)),
    [["clock", "limit-reached"]],
  );
});

test("a flood goes in commits of a bounded size", () => {
  const { turn, taken, tick } = ground();
  for (let number = 0; number < 600; number += 1) void turn.tell(clock);
  for (let rounds = 0; rounds < 3; rounds += 1) tick();
  assert.deepEqual(
    taken.map(({ length }) => length),
    [256, 256, 88],
  );
});

test("on a full disk nothing is lost: it waits, says so once, and commits the same events when there is room", async () => {
  const made = ground();
  made.fault = full;
  const first = made.turn.tell(clock);
  made.tick();
  made.tick();
  const second = made.turn.tell(pause);
  assert.equal(made.turn.trouble()?.code, "store.full");
  assert.deepEqual(made.troubles, ["store.full"]);
  assert.deepEqual(made.waits.slice(1), [1_000, 1_000]);
  made.fault = undefined;
  made.tick();
  assert.deepEqual([codeOf(await first), codeOf(await second)], ["done", "done"]);
  assert.deepEqual(
    made.taken.map((events) => events.map(({ is }) => is)),
    [["clock", "operator-said"]],
  );
  assert.deepEqual(made.troubles, ["store.full", undefined]);
  assert.equal(made.turn.trouble(), undefined);
});

test("after any other failure of the store nothing is committed any more, and nobody is left waiting", async () => {
  const made = ground();
  made.fault = { code: "store.superseded", what: "another daemon" };
  const outcomes = [made.turn.tell(clock), made.turn.tell(pause)];
  made.tick();
  made.fault = undefined;
  outcomes.push(made.turn.tell(clock));
  made.tick();
  assert.deepEqual((await Promise.all(outcomes)).map(codeOf), ["store.superseded", "store.superseded", "store.superseded"]);
  assert.deepEqual([made.taken.length, made.troubles], [0, ["store.superseded"]]);
});

test("closing commits what was told, and refuses the rest", async () => {
  const { turn, taken } = ground();
  const told = turn.tell(clock);
  turn.close();
  assert.equal(codeOf(await told), "done");
  assert.equal(codeOf(await turn.tell(clock)), "fleet.stopping");
  assert.equal(taken.length, 1);
});

test("closing on a full disk says that it was not kept", async () => {
  const made = ground();
  made.fault = full;
  const told = made.turn.tell(clock);
  made.turn.close();
  assert.equal(codeOf(await told), "fleet.stopping");
});
