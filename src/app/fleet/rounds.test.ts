/** What is looked at again and again, and how often: time for those who wait for it, and nothing while nothing can be kept. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { kennel, noon, plainTask } from "../../../test/fleet/faults/bench.ts";
import { newDisk } from "../../../test/fleet/simulation/disk.ts";
import { defaultSettings, emptyState, type Event, type Happening, openKeeper, type State } from "../../fleet/fleet.ts";
import { rounds } from "./rounds.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog-rounds-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const silent = (): void => undefined;

/** So many rounds, a second apart, of a fleet in this state. */
function told(many: number, state: State, isStuck = false): { readonly happenings: readonly Happening[]; readonly scans: number } {
  const happenings: Happening[] = [];
  let [ms, scans] = [0, 0];
  let next: () => void = silent;
  const { stop } = rounds({
    folder,
    plan: () => ({ settings: defaultSettings, accounts: [], projects: [], worktrees: "", conversations: "", models: {}, channels: [] }),
    log: { info: silent, warn: silent, error: silent },
    now: () => noon + ms,
    steadyMs: () => ms,
    timers: { start: (then) => (next = then), stop: silent },
    state: () => state,
    tell: (one) => void happenings.push(one),
    inboxes: {
      scan: () => {
        scans += 1;
        return [];
      },
      settle: () => assert.fail("nothing is settled here"),
    },
    isStuck: () => isStuck,
  });
  for (let round = 0; round < many; round += 1) {
    next();
    ms += 1_000;
  }
  stop();
  return { happenings, scans };
}

const event = (happening: Happening): Event => ({ version: 1, at: noon, steadyMs: 0, ...happening });

function withTask(): State {
  const keeper = openKeeper(newDisk({ at: silent, isFull: () => false }).store, silent);
  assert.ok(keeper.ok);
  const taken = keeper.value.take([event({ is: "project-known", project: kennel }), event({ is: "task-arrived", ...plainTask })]);
  assert.ok(taken.ok);
  return keeper.value.state();
}

const clocks = (happenings: readonly Happening[]): number => happenings.filter(({ is }) => is === "clock").length;

test("while somebody waits the clock goes each second, else twice a minute; inboxes are looked into each second", () => {
  const busy = told(60, withTask());
  assert.deepEqual([clocks(busy.happenings), busy.scans], [60, 60]);
  const idle = told(60, emptyState());
  assert.deepEqual([clocks(idle.happenings), idle.scans], [2, 60]);
});

test("while nothing can be kept nothing is taken in, and time stands still", () => {
  const stuck = told(60, withTask(), true);
  assert.deepEqual([stuck.happenings, stuck.scans], [[], 0]);
});
