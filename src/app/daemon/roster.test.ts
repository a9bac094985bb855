/** Duties: begun in order, tried again ever more rarely, never ended by one that falls, and stopped the other way round. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { done, fail } from "../../base/result.ts";
import type { Duty, DutyContext, Health, Log, RunningDuty } from "./duty.ts";
import { rosterOf } from "./roster.ts";

/** Time that passes when it is told to. */
function clock() {
  let [now, next] = [0, 0];
  const waiting = new Map<unknown, { readonly at: number; readonly work: () => void }>();
  return {
    timers: {
      start: (work: () => void, afterMs: number): unknown => {
        next += 1;
        waiting.set(next, { at: now + afterMs, work });
        return next;
      },
      stop: (timer: unknown): void => void waiting.delete(timer),
    },
    due: (): readonly number[] => [...waiting.values()].map(({ at }) => at - now).sort((one, other) => one - other),
    pass: async (ms: number): Promise<void> => {
      now += ms;
      for (const [timer, { at, work }] of waiting)
        if (at <= now) {
          waiting.delete(timer);
          work();
        }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function placed(duties: readonly Duty[]) {
  const [time, said] = [clock(), [] as string[]];
  let hung = 0;
  const say = (what: string): void => void said.push(what);
  const log: Log = { info: say, warn: say, error: say };
  const onDoors = (): void => void (hung += 1);
  const roster = rosterOf({ duties, contextOf: () => ({}) as DutyContext, onDoors, timers: time.timers, log });
  return { roster, time, said, hung: () => hung };
}

const well: RunningDuty = { health: () => ({ is: "well" }), stop: () => Promise.resolve() };
const duty = (name: string, running: RunningDuty, start: () => void = () => undefined): Duty => ({
  name,
  start: () => {
    start();
    return Promise.resolve(done(running));
  },
});

const states = (roster: { readonly health: () => readonly { readonly duty: string; readonly health: Health }[] }): readonly string[] =>
  roster.health().map((one) => `${one.duty} ${one.health.is}`);

test("they begin in their order and stop in the opposite one", async () => {
  const order: string[] = [];
  const noted = (name: string): Duty =>
    duty(name, { ...well, stop: () => Promise.resolve(void order.push(`-${name}`)) }, () => order.push(`+${name}`));
  const { roster, hung } = placed([noted("a"), noted("b")]);
  assert.deepEqual(states(roster), ["a waiting", "b waiting"]);
  await roster.begin();
  assert.deepEqual(states(roster), ["a well", "b well"]);
  await roster.stop();
  assert.deepEqual(order, ["+a", "+b", "-b", "-a"]);
  assert.equal(hung(), 2, "each one's doors were hung in");
});

test("one that cannot begin is tried again after 10 s, 20 s, up to 10 minutes, and the others go on", async () => {
  let tries = 0;
  const hopeless: Duty = {
    name: "hopeless",
    start: () => {
      tries += 1;
      return Promise.resolve(tries < 9 ? fail({ code: "x", what: "not yet" }) : done(well));
    },
  };
  const { roster, time, said } = placed([hopeless, duty("other", well)]);
  await roster.begin();
  assert.deepEqual(states(roster), ["hopeless failed", "other well"]);
  const waits: number[] = [];
  for (let [wait] = time.due(); wait !== undefined; [wait] = time.due()) {
    waits.push(wait / 1_000);
    await time.pass(wait);
  }
  assert.deepEqual(waits, [10, 20, 40, 80, 160, 320, 600, 600]);
  assert.deepEqual(states(roster), ["hopeless well", "other well"]);
  assert.match(said[0] ?? "", /`hopeless` could not begin and is tried again in 10 s: not yet/);
});

const throws = (): never => {
  throw new Error("boom");
};

test("a bug in a start, in a health or in a stop ends nothing else, and its trace is in the log", async () => {
  const { roster, said } = placed([
    duty("start", well, throws),
    duty("health", { ...well, health: throws }),
    duty("stop", { ...well, stop: throws }),
  ]);
  await roster.begin();
  assert.deepEqual(states(roster), ["start failed", "health failed", "stop well"]);
  await roster.stop();
  assert.equal(said.filter((line) => /a bug in `(?:start|health|stop)`: Error: boom\n +at /.test(line)).length, 3);
});

test("one that does not stop is left behind after 20 s", async () => {
  const { roster, time, said } = placed([duty("deaf", { ...well, stop: () => new Promise(() => undefined) })]);
  await roster.begin();
  const stopping = roster.stop();
  assert.deepEqual(time.due(), [20_000]);
  await time.pass(20_000);
  await stopping;
  assert.match(said.at(-1) ?? "", /`deaf` did not stop within 20 s and is left behind/);
});

test("after the end nobody is tried again", async () => {
  const { roster, time } = placed([{ name: "late", start: () => Promise.resolve(fail({ code: "x", what: "no" })) }]);
  await roster.begin();
  await roster.stop();
  assert.deepEqual(time.due(), []);
});
