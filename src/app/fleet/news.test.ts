/** News: told to all who listen, of what is on the disk alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { done, fail } from "../../base/result.ts";
import type { Commit, FleetStore } from "../../fleet/fleet.ts";
import { newsroom } from "./news.ts";
import type { News } from "./running-fleet.ts";

const commit = (detail: string): Commit => ({ epoch: 1, changes: [], notes: [{ task: "t", at: 1, fence: 1, what: "leased", detail }] });

function storeThat(commits: FleetStore["commit"]): FleetStore {
  return { open: () => done({ epoch: 1, rows: [] }), commit: commits, journal: () => done([]) };
}

const times = () => ({ at: 7, waitedMs: 3 });
const wordsOf = (news: News): string => ("lost" in news ? `lost ${news.lost}` : (news.notes[0]?.detail ?? ""));

async function next(listening: AsyncIterator<News>): Promise<string> {
  const item = await listening.next();
  return item.done === true ? "the end" : wordsOf(item.value);
}

test("every commit is told to everybody who listens, in its order, and what is not on the disk to nobody", async () => {
  let isFull = false;
  const room = newsroom(
    storeThat(() => (isFull ? fail({ code: "store.full", what: "no room" }) : done(undefined))),
    times,
  );
  const listeners = [room.watch(), room.watch()].map((one) => one[Symbol.asyncIterator]());
  room.store.commit(commit("one"));
  isFull = true;
  assert.equal(room.store.commit(commit("nothing")).ok, false);
  isFull = false;
  room.store.commit(commit("two"));
  for (const listening of listeners) assert.deepEqual([await next(listening), await next(listening)], ["one", "two"]);
});

test("who waits is woken, with the number, the time and how long it took", async () => {
  const room = newsroom(
    storeThat(() => done(undefined)),
    times,
  );
  const waiting = room.watch()[Symbol.asyncIterator]().next();
  room.store.commit(commit("one"));
  const item = await waiting;
  assert.deepEqual(item.value, { number: 1, at: 7, waitedMs: 3, notes: commit("one").notes, changes: [] });
});

test("a slow listener holds nobody up and takes no memory: it is told how much it has missed, and goes on from there", async () => {
  const room = newsroom(
    storeThat(() => done(undefined)),
    times,
  );
  const slow = room.watch()[Symbol.asyncIterator]();
  for (let number = 1; number <= 1_002; number += 1) room.store.commit(commit(String(number)));
  assert.deepEqual([await next(slow), await next(slow), await next(slow)], ["lost 1000", "1001", "1002"]);
});

test("it ends for all when the fleet stops, after what was told before, and for one when that one goes", async () => {
  const room = newsroom(
    storeThat(() => done(undefined)),
    times,
  );
  const [staying, going] = [room.watch()[Symbol.asyncIterator](), room.watch()[Symbol.asyncIterator]()];
  room.store.commit(commit("one"));
  await going.return?.();
  assert.equal(await next(going), "the end");
  const waits = room.watch()[Symbol.asyncIterator]().next();
  room.close();
  assert.equal((await waits).done, true);
  assert.deepEqual([await next(staying), await next(staying)], ["one", "the end"]);
  assert.equal(await next(room.watch()[Symbol.asyncIterator]()), "the end");
});
