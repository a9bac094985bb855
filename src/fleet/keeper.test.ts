/** The keeper: first the store, then the orders; and a daemon whose store has failed does nothing more. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fail } from "../base/result.ts";
import { first, kennel, noon, plainTask } from "../../test/fleet/faults/bench.ts";
import { newDisk } from "../../test/fleet/simulation/disk.ts";
import type { Event, Happening } from "./event.ts";
import { type Keeper, openKeeper } from "./keeper.ts";
import { defaultSettings } from "./settings.ts";
import type { FleetStore } from "./store.ts";

const event = (happening: Happening, steadyMs = 1): Event => ({ version: 1, at: noon, steadyMs, ...happening });

const beginning: readonly Event[] = [
  event({ is: "daemon-started" }, 0),
  event({ is: "configured", settings: { ...defaultSettings, agent: "collie" } }),
  event({ is: "project-known", project: { ...kennel, worktrees: false } }),
  event({ is: "account-known", account: first }),
  event({ is: "task-arrived", ...plainTask }),
];

function opened(store: FleetStore, carryOut: (what: string) => void = () => {}): Keeper {
  const keeper = openKeeper(store, (order) => carryOut(order.do));
  assert.ok(keeper.ok);
  return keeper.value;
}

test("a batch of events is one commit, and its orders come after it", () => {
  const happened: string[] = [];
  const disk = newDisk({ at: (moment) => void happened.push(moment), isFull: () => false });
  const keeper = opened(disk.store, (what) => void happened.push(what));
  assert.ok(keeper.take(beginning).ok);
  assert.deepEqual(happened, ["before-sync", "after-sync", "settle-file", "launch"]);
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => (part instanceof Map ? [...part].sort() : part)));
}

test("what the store holds is the whole state: another daemon goes on from it", () => {
  const disk = newDisk({ at: () => {}, isFull: () => false });
  const keeper = opened(disk.store);
  keeper.take(beginning);
  disk.crash(0);
  const next = opened(disk.store);
  assert.deepEqual(plain(next.state()), plain(keeper.state()));
});

test("on a full disk nothing has happened, and the same events can be taken when there is room", () => {
  let isFull = true;
  const given: string[] = [];
  const keeper = opened(newDisk({ at: () => {}, isFull: () => isFull }).store, (what) => void given.push(what));
  const before = keeper.state();
  const refused = keeper.take(beginning);
  assert.equal(!refused.ok && refused.fault.code, "store.full");
  assert.deepEqual([keeper.state() === before, given], [true, []]);
  isFull = false;
  assert.ok(keeper.take(beginning).ok);
  assert.ok(given.includes("launch"));
});

test("a daemon that was superseded does nothing more, whatever it is told", () => {
  const disk = newDisk({ at: () => {}, isFull: () => false });
  const given: string[] = [];
  const old = opened(disk.store, (what) => void given.push(what));
  disk.letGo();
  opened(disk.store);
  for (let round = 0; round < 2; round += 1) {
    const refused = old.take(beginning);
    assert.equal(!refused.ok && refused.fault.code, "store.superseded");
  }
  assert.deepEqual(given, []);
});

test("a store that failed in an unknown way is not asked again", () => {
  let commits = 0;
  const { store } = newDisk({ at: () => {}, isFull: () => false });
  const broken: FleetStore = {
    ...store,
    commit: () => {
      commits += 1;
      return fail({ code: "store.broken", what: "the disk answers no more" });
    },
  };
  const keeper = opened(broken);
  keeper.take(beginning);
  keeper.take(beginning);
  assert.equal(commits, 1);
});

test("a daemon does not start on rows that are none: it would lose what they stood for", () => {
  const { store } = newDisk({ at: () => {}, isFull: () => false });
  const odd: FleetStore = {
    ...store,
    open: () => ({ ok: true, value: { epoch: 1, rows: [{ table: "tasks", id: "t", row: { id: "u" } }] } }),
  };
  const keeper = openKeeper(odd, () => {});
  assert.equal(!keeper.ok && keeper.fault.code, "store.row");
});
