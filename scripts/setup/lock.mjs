/** One set-up at a time in a checkout: a folder as lock, its owner named inside, broken when the owner is dead. */
import { mkdirSync, readdirSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { leaveHouse, sweepScratch } from "./house.mjs";
import { isAlive, ownName, pidIn } from "./process.mjs";

const askEveryMs = 100;

export async function withLock(house, task) {
  const owner = ownName();
  await takeLock(house, owner);
  try {
    sweepScratch(house);
    return await task();
  } finally {
    leaveHouse(house);
    removeLock(lockOf(house), owner);
  }
}

const lockOf = (house) => join(house.build, "lock");

async function takeLock(house, owner) {
  const draft = join(house.scratch, "lock");
  mkdirSync(draft);
  writeFileSync(join(draft, owner), "");
  for (let told = false; !tryLock(house, draft); await sleep(askEveryMs)) {
    const holder = holderOf(lockOf(house));
    if (holder === undefined) continue;
    if (!isAlive(holder)) removeLock(lockOf(house), holder);
    else if (!told) {
      house.progress.note(`another set-up (process ${pidIn(holder)}) is at work in this checkout; this one waits for it`);
      told = true;
    }
  }
}

// Invariant: a lock that is held has its owner inside from its first moment on, because it is renamed into place with it.
const tryLock = (house, draft) => succeeds(() => renameSync(draft, lockOf(house)), ["ENOTEMPTY", "EEXIST"]);

/** Takes away this owner's lock and no other: the file bears the owner's name, and a folder that is not empty stays. */
function removeLock(lock, owner) {
  succeeds(() => unlinkSync(join(lock, owner)), ["ENOENT"]);
  succeeds(() => rmdirSync(lock), ["ENOENT", "ENOTEMPTY", "EEXIST"]);
}

function holderOf(lock) {
  let names = [];
  succeeds(() => (names = readdirSync(lock)), ["ENOENT"]);
  return names[0];
}

/** Whether the act worked; the named faults of the system mean no, any other is thrown. */
function succeeds(act, no) {
  try {
    act();
    return true;
  } catch (error) {
    if (no.includes(error.code)) return false;
    throw error;
  }
}
