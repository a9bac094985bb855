/** Tally: what is in use at a moment, by account, lane and project: sessions, and money that is promised to them. */
import type { Look } from "./draft.ts";

export type Tally = {
  readonly sessions: number;
  readonly sessionsOf: (key: TallyKey) => number;
  readonly reservedOf: (key: TallyKey) => number;
  readonly freeSlots: readonly number[];
};

export type TallyKey = `account ${string}` | `lane ${string}` | `project ${string}`;

export function tallyOf(look: Look): Tally {
  const sessions = new Map<string, number>();
  const reserved = new Map<string, number>();
  const taken = new Set<number>();
  for (const session of look.rows("sessions")) {
    if (session.kind === "human") continue;
    taken.add(session.slot);
    const lease = look.get("leases", session.task);
    const promised = lease?.session === session.id ? Math.max(0, lease.reservedMicroUsd - session.microUsd) : 0;
    for (const key of [`account ${session.account}`, `lane ${session.account}/${session.scope}`, `project ${session.project}`]) {
      sessions.set(key, (sessions.get(key) ?? 0) + 1);
      reserved.set(key, (reserved.get(key) ?? 0) + promised);
    }
  }
  const { first, most } = look.settings().pool;
  const slots = Array.from({ length: most }, (_, index) => first + index);
  return {
    sessions: taken.size,
    sessionsOf: (key) => sessions.get(key) ?? 0,
    reservedOf: (key) => reserved.get(key) ?? 0,
    freeSlots: slots.filter((slot) => !taken.has(slot)),
  };
}
