/** Rounds: what is looked at again and again, because nothing says by itself that it has changed. */
import type { Instant } from "../../base/instant.ts";
import type { Happening, State } from "../../fleet/fleet.ts";
import { rowsOf } from "../../fleet/fleet.ts";
import { diskSpace, sweepSessions } from "../../hosts/node/node.ts";
import type { Log, Timers } from "../daemon/duty.ts";
import type { FleetPlan } from "./fleet-plan.ts";
import { peopleSeen } from "./people.ts";
import type { Inboxes } from "./place-desk.ts";
import { sweepFiles } from "./sweep-files.ts";

export type Rounds = {
  readonly folder: string;
  readonly plan: () => FleetPlan;
  readonly log: Log;
  readonly now: () => Instant;
  readonly steadyMs: () => number;
  readonly timers: Timers;
  readonly state: () => State;
  readonly tell: (happening: Happening) => void;
  readonly inboxes: Inboxes;
  /** Nothing can be committed: then nothing new is taken in, and time stands still for the fleet. */
  readonly isStuck: () => boolean;
};

const everyMs = 1_000;
const idleEveryMs = 30_000;
const peopleEveryMs = 5_000;
const diskEveryMs = 10_000;
const sweepEveryMs = 6 * 3_600_000;

export function rounds(ground: Rounds): { readonly stop: () => void } {
  const { timers, steadyMs } = ground;
  const looks = [
    due(everyMs, () => tick(ground, false)),
    due(idleEveryMs, () => tick(ground, true)),
    due(everyMs, () => lookIntoInboxes(ground)),
    due(peopleEveryMs, () => peopleSeen(ground.plan(), ground.state()).forEach(ground.tell)),
    due(diskEveryMs, diskLook(ground)),
    due(sweepEveryMs, () => sweep(ground)),
  ];
  let timer: unknown;
  const round = (): void => {
    if (!ground.isStuck()) for (const look of looks) look(steadyMs());
    timer = timers.start(round, everyMs);
  };
  timer = timers.start(round, 0);
  return { stop: () => timers.stop(timer) };
}

/** Where no task, session or order waits for time, the disk is left in peace. */
function tick({ state, tell }: Rounds, isSeldom: boolean): void {
  const { tasks, sessions, outbox } = state();
  if (isSeldom === (tasks.size + sessions.size + outbox.size === 0)) tell({ is: "clock" });
}

function due(eachMs: number, look: () => void): (nowMs: number) => void {
  let last = -Infinity;
  return (nowMs) => {
    // A round that comes a little early is the one that is due.
    if (nowMs - last < eachMs - everyMs / 2) return;
    last = nowMs;
    look();
  };
}

function lookIntoInboxes({ plan, now, inboxes, tell, log }: Rounds): void {
  for (const found of inboxes.scan(plan().projects, now())) {
    if ("arrived" in found) tell(found.arrived);
    else log.warn(`a file was refused: ${found.refused}`);
  }
}

/** Before the store itself has no room: what runs has to be able to say that it is done. */
const leastFree = 64 * 1024 * 1024;
const enoughFree = 2 * leastFree;

function diskLook({ folder, tell, state }: Rounds): () => void {
  return () => {
    const free = diskSpace(folder)?.freeBytes;
    const isFull = rowsOf(state().fleet)[0]?.diskFull === true;
    if (free === undefined) return;
    if (!isFull && free < leastFree) tell({ is: "disk", state: "full" });
    if (isFull && free > enoughFree) tell({ is: "disk", state: "free" });
  };
}

const sessionsKeptMs = 7 * 86_400_000;
const archiveKeptMs = 400 * 86_400_000;

function sweep({ folder, state, now, log }: Rounds): void {
  const { sessions, tasks, ended } = state();
  const swept = sweepSessions({
    root: folder,
    beforeMs: now() - sessionsKeptMs,
    sessions: rowsOf(sessions).map(({ id }) => id),
    tasks: [...rowsOf(tasks), ...rowsOf(ended)].map(({ id }) => id),
  });
  const archived = sweepFiles(`${folder}/archive`, now() - archiveKeptMs);
  sweepFiles(`${folder}/notices`, now() - sessionsKeptMs);
  if (swept + archived > 0) log.info("old sessions and archived tasks were removed", { sessions: swept, archived });
}
