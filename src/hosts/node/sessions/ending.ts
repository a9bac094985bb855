/** A launch brought to its end, and the proof of it: nobody of it runs any more. */
import { setTimeout as wait } from "node:timers/promises";
import { leftProcesses, type Origin } from "./left-processes.ts";

export type Ended = { readonly dead: true } | { readonly dead: false; readonly left: readonly number[] };

const lookEveryMs = 50;
/** A process that the kernel holds fast cannot be killed; then it is said that it is still there. */
const killingMs = 5_000;

/** Asks all of them to end, and after the grace no longer asks. */
export async function endProcesses(origin: Origin, graceMs: number): Promise<Ended> {
  if (leftProcesses(origin).length === 0) return { dead: true };
  signalAll(origin, "SIGTERM");
  if (await isOver(origin, graceMs)) return { dead: true };
  return killProcesses(origin);
}

/** Whoever is found may have started another one meanwhile, so it is looked again until nobody is found. */
export async function killProcesses(origin: Origin): Promise<Ended> {
  for (let waitedMs = 0; waitedMs < killingMs; waitedMs += lookEveryMs) {
    signalAll(origin, "SIGKILL");
    await wait(lookEveryMs);
    if (leftProcesses(origin).length === 0) return { dead: true };
  }
  return { dead: false, left: leftProcesses(origin) };
}

export async function isOver(origin: Origin, patienceMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookEveryMs) {
    if (leftProcesses(origin).length === 0) return true;
    await wait(lookEveryMs);
  }
  return leftProcesses(origin).length === 0;
}

function signalAll(origin: Origin, signal: NodeJS.Signals): void {
  for (const pid of leftProcesses(origin)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended between the look and the signal.
    }
  }
}
