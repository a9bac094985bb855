/** Checkpoints: taken from time to time and before a session is ended; a new one counts only when its session has worked. */
import type { Draft } from "./draft.ts";
import { goOnEnding } from "./ending.ts";
import type { CheckpointSeen } from "./event.ts";
import { workerOf } from "./running.ts";

export function checkpointTaken(draft: Draft, id: string, seen: CheckpointSeen): void {
  const session = workerOf(draft, id);
  if (session === undefined) return;
  const task = draft.get("tasks", session.task);
  const isLeased = draft.get("leases", session.task)?.session === id;
  // A session that was started but never worked knows less than the one before it.
  if (task !== undefined && isLeased && (session.worked || draft.get("checkpoints", task.id) === undefined)) {
    const { account, fence, conversation } = session;
    draft.put("checkpoints", { ...seen, id: task.id, session: id, fence, conversation, account, attempt: task.started, at: draft.at });
    const isItsOwn = task.conversation?.id === conversation && task.conversation !== null;
    if (isItsOwn && seen.transcript !== null) {
      draft.put("tasks", { ...task, conversation: { ...task.conversation, transcript: seen.transcript } });
    }
  }
  goOnEnding(draft, workerOf(draft, id) ?? session);
}

/** With the clock: sessions at work that have moved since they were last asked. */
export function askForCheckpoints(draft: Draft): void {
  for (const session of draft.rows("sessions")) {
    if (session.kind === "human" || session.phase !== "working" || session.movedSteadyMs <= session.checkpointSteadyMs) continue;
    if (draft.steadyMs - session.checkpointSteadyMs < draft.settings().checkpointMs) continue;
    draft.put("sessions", { ...session, checkpointSteadyMs: draft.steadyMs });
    draft.order({ do: "take-checkpoint", session: session.id, fence: session.fence });
  }
}
