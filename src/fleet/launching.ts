/** Launching: a session's client is started in its folder, anew or from where an earlier one stopped; then it gets its prompt. */
import type { Draft } from "./draft.ts";
import { lanesFor } from "./lanes.ts";
import type { Resume } from "./order.ts";
import type { Phase, WorkerSession } from "./session.ts";
import type { Task } from "./task.ts";

export function launch(draft: Draft, session: WorkerSession, folder: string): void {
  const task = draft.get("tasks", session.task);
  const lease = draft.get("leases", session.task);
  if (task === undefined || lease === undefined) return;
  const resume = resumeOf(task);
  const { agent, driver } = draft.settings();
  inPhase(draft, { ...session, resumed: resume?.how ?? "no" }, "launching");
  const { id, slot, fence, account, scope } = session;
  const mostMicroUsd = lease.reservedMicroUsd;
  draft.order({ do: "launch", session: id, slot, task: task.id, fence, agent, driver, account, scope, folder, resume, mostMicroUsd });
}

function resumeOf({ conversation }: Task): Resume | null {
  if (conversation === null) return null;
  return { conversation: conversation.id, transcript: conversation.transcript, how: conversation.unproven ? "fork" : "continue" };
}

export function inPhase(draft: Draft, session: WorkerSession, phase: Phase): void {
  draft.put("sessions", { ...session, phase, phaseSteadyMs: draft.steadyMs, movedSteadyMs: draft.steadyMs });
}

/** False when the account has met its limit since the launch: a limited session looks idle and would swallow the task. */
export function mayPrompt(draft: Draft, session: WorkerSession): boolean {
  const account = draft.get("accounts", session.account);
  if (account === undefined || account.held !== null) return false;
  return lanesFor(draft, session.account, session.scope).every((lane) => lane.state.is !== "limited");
}

export function prompt(draft: Draft, session: WorkerSession): void {
  const task = draft.get("tasks", session.task);
  if (task === undefined) return;
  inPhase(draft, session, "prompting");
  const { promptBefore, promptAfter } = draft.settings();
  const text = [promptBefore.replaceAll("{title}", task.title), task.text, promptAfter].filter((part) => part !== "").join("\n\n");
  draft.order({ do: "prompt", session: session.id, fence: session.fence, text, receipt: session.receipt });
}
