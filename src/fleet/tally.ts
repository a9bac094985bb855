/** Tally: what is in use at a moment, by account, lane and project: sessions, and money that is promised to them. */
import type { Look } from "./draft.ts";
import type { WorkerSession } from "./session.ts";

export type Tally = {
  readonly sessions: number;
  readonly sessionsOf: (key: TallyKey) => number;
  readonly reservedOf: (key: TallyKey) => number;
  readonly freeSlots: readonly number[];
};

export type TallyKey = `account ${string}` | `lane ${string}` | `project ${string}`;

/** Of one moment: whoever changes something makes another one. Most of the time no slot is free, and then nothing is counted. */
export function tallyOf(look: Look): Tally {
  const workers = look.rows("sessions").flatMap((one) => (one.kind === "worker" ? [one] : []));
  const taken = new Set(workers.map(({ slot }) => slot));
  const { first, most } = look.settings().pool;
  const freeSlots = Array.from({ length: most }, (_, index) => first + index).filter((slot) => !taken.has(slot));
  let counted: Counts | undefined;
  const counts = (): Counts => (counted ??= countsOf(look, workers));
  return {
    sessions: taken.size,
    sessionsOf: (key) => counts().sessions.get(key) ?? 0,
    reservedOf: (key) => counts().reserved.get(key) ?? 0,
    freeSlots,
  };
}

type Counts = { readonly sessions: ReadonlyMap<string, number>; readonly reserved: ReadonlyMap<string, number> };

function countsOf(look: Look, workers: readonly WorkerSession[]): Counts {
  const sessions = new Map<string, number>();
  const reserved = new Map<string, number>();
  for (const session of workers) {
    const lease = look.get("leases", session.task);
    const promised = lease?.session === session.id ? Math.max(0, lease.reservedMicroUsd - session.microUsd) : 0;
    for (const key of [`account ${session.account}`, `lane ${session.account}/${session.scope}`, `project ${session.project}`]) {
      sessions.set(key, (sessions.get(key) ?? 0) + 1);
      reserved.set(key, (reserved.get(key) ?? 0) + promised);
    }
  }
  return { sessions, reserved };
}
