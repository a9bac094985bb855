/** Leasing: a lease is kept by signs of life, and is over without. */
import type { Draft } from "./draft.ts";
import type { WorkerSession } from "./session.ts";

export function renewLease(draft: Draft, session: WorkerSession): void {
  const lease = draft.get("leases", session.task);
  if (lease?.session !== session.id) return;
  draft.put("leases", { ...lease, deadlineSteadyMs: draft.steadyMs + draft.settings().leaseMs });
}

/** Whose task has come to its end has no lease any more, and so none that could be over. */
export function isLeaseOver(draft: Draft, session: WorkerSession): boolean {
  const lease = draft.get("leases", session.task);
  return lease?.session === session.id && draft.steadyMs >= lease.deadlineSteadyMs;
}
