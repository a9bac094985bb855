/** Ending: how a session is stopped and its task freed. The fence is raised first; the task goes on only when the old process is gone. */
import type { Draft } from "./draft.ts";
import type { AfterEnding, WorkerSession } from "./session.ts";
import type { Attempt, Conversation, Task } from "./task.ts";
import { attemptsKept } from "./task.ts";
import { closeTask } from "./closing.ts";
import { dropOrders } from "./outgoing.ts";
import { tell } from "./notices.ts";

export type Reason = { readonly why: string; readonly afterwards: AfterEnding };

/** Interrupts what is at work, so that it can still be saved; the rest is ended at once. */
export function startEnding(draft: Draft, session: WorkerSession, reason: Reason): void {
  if (session.ending !== null) {
    // What was decided first stands, unless the task itself has come to its end or a person wants it back.
    const isStronger = reason.afterwards.task === "settled" || reason.afterwards.task === "hold";
    if (isStronger) draft.put("sessions", { ...session, ending: { ...session.ending, ...reason } });
    return;
  }
  fenceOff(draft, session);
  dropOrders(draft, session.id);
  const isAtWork = session.phase === "prompting" || session.phase === "working";
  const step = isAtWork && reason.afterwards.task !== "settled" ? "interrupting" : "ending";
  const ending = { ...reason, step, stepSteadyMs: draft.steadyMs, tries: 0 } as const;
  draft.put("sessions", { ...session, phase: "ending", phaseSteadyMs: draft.steadyMs, ending });
  draft.note(session.task, "ending", `session ${session.id}: ${reason.why}`);
  if (step === "ending") orderEnd(draft, session);
  else {
    draft.order({ do: "interrupt", session: session.id, fence: session.fence });
    draft.order({ do: "take-checkpoint", session: session.id, fence: session.fence });
  }
}

/** From here on nothing that this session says is a result. */
function fenceOff(draft: Draft, session: WorkerSession): void {
  const task = draft.get("tasks", session.task);
  if (task?.fence === session.fence) draft.put("tasks", { ...task, fence: draft.nextFence() });
}

function orderEnd(draft: Draft, session: WorkerSession): void {
  draft.order({ do: "end", session: session.id, fence: session.fence, graceMs: draft.settings().graceMs });
}

/** It had its time, or what was to be saved is saved. */
export function goOnEnding(draft: Draft, session: WorkerSession): void {
  if (session.ending === null || session.ending.step !== "interrupting") return;
  dropOrders(draft, session.id);
  draft.put("sessions", { ...session, ending: { ...session.ending, step: "ending", stepSteadyMs: draft.steadyMs } });
  orderEnd(draft, session);
}

/** Ended as hard as the host can. After some times it counts as not provable, and its conversation is never resumed. */
export function endFailed(draft: Draft, session: WorkerSession): "again" | "unproven" {
  const tries = (session.ending?.tries ?? 0) + 1;
  if (session.ending !== null) draft.put("sessions", { ...session, ending: { ...session.ending, tries } });
  return tries < draft.settings().endTries ? "again" : "unproven";
}

export type Gone = { readonly exit: number | "killed"; readonly proof: "dead" | "unproven" };

/** The process is gone, or given up on: the slot is free, and the task goes where it was to go. */
export function release(draft: Draft, session: WorkerSession, gone: Gone): void {
  dropOrders(draft, session.id);
  draft.drop("sessions", session.id);
  if (gone.proof === "unproven") {
    const text = `session ${session.id} could not be proved dead; its conversation is not used again, and its process should be looked for`;
    tell(draft, { id: `zombie:${session.id}`, text, urgency: "alarm" });
  }
  const lease = draft.get("leases", session.task);
  const task = draft.get("tasks", session.task);
  if (lease?.session !== session.id || task === undefined) return;
  draft.drop("leases", lease.id);
  const crashed: Reason = { why: `its process ended by itself (${gone.exit})`, afterwards: { task: "queue", burns: true, resumes: true } };
  const reason = session.ending ?? crashed;
  const kept = { ...task, conversation: conversationAfter(task, session, gone), attempts: attemptsAfter(draft, task, { session, reason }) };
  settle(draft, kept, reason);
}

/** A person has the session now: it is theirs, and its conversation is not resumed behind their back. */
export function handOver(draft: Draft, session: WorkerSession, by: string): void {
  for (const { id, order } of draft.rows("outbox")) if ("session" in order && order.session === session.id) draft.drop("outbox", id);
  const { id, account, seen } = session;
  const folder = draft.get("worktrees", session.task)?.folder ?? draft.get("projects", session.project)?.folder ?? "";
  draft.put("sessions", { id, kind: "human", folder, account, seen });
  const lease = draft.get("leases", session.task);
  fenceOff(draft, session);
  const task = draft.get("tasks", session.task);
  if (lease?.session !== id || task === undefined) return;
  draft.drop("leases", lease.id);
  const why = `${by} has taken over session ${id}`;
  const reason: Reason = { why, afterwards: { task: "hold", why } };
  const conversation = task.conversation === null ? null : { ...task.conversation, unproven: true };
  settle(draft, { ...task, conversation, attempts: attemptsAfter(draft, task, { session, reason }) }, reason);
}

function conversationAfter(task: Task, session: WorkerSession, { proof }: Gone): Conversation | null {
  const { conversation } = task;
  if (conversation === null) return null;
  const isItsOwn = conversation.id === session.conversation || session.resumed !== "no";
  return proof === "unproven" && isItsOwn ? { ...conversation, unproven: true } : conversation;
}

type Ended = { readonly session: WorkerSession; readonly reason: Reason };

export function attemptsAfter(draft: Draft, task: Task, { session, reason }: Ended): readonly Attempt[] {
  const attempt: Attempt = {
    fence: session.fence,
    session: session.id,
    account: session.account,
    beganAt: session.beganAt,
    endedAt: draft.at,
    end: reason.why,
    burned: reason.afterwards.task === "queue" && reason.afterwards.burns,
    microUsd: session.microUsd,
    tokens: session.tokens,
  };
  return [...task.attempts, attempt].slice(-attemptsKept);
}

function settle(draft: Draft, task: Task, { why, afterwards }: Reason): void {
  switch (afterwards.task) {
    case "settled":
      return;
    case "park":
      draft.put("tasks", {
        ...task,
        state: { is: "parked", why: afterwards.why, account: task.attempts.at(-1)?.account ?? "", sinceMs: draft.at },
        parkedTimes: task.parkedTimes + 1,
      });
      return draft.note(task.id, "parked", why);
    case "hold":
      draft.put("tasks", { ...task, state: { is: "held", why: afterwards.why } });
      return draft.note(task.id, "held", why);
    case "queue":
      return queueAgain(draft, task, { why, afterwards });
  }
}

type Back = { readonly why: string; readonly afterwards: Extract<AfterEnding, { readonly task: "queue" }> };

function queueAgain(draft: Draft, task: Task, { why, afterwards }: Back): void {
  const { attempts, backoffFirstMs, backoffMostMs } = draft.settings();
  const burned = task.burned + (afterwards.burns ? 1 : 0);
  if (burned >= attempts) {
    closeTask(
      draft,
      { ...task, burned },
      { is: "dead", at: draft.at, code: "attempts", detail: `${burned} attempts failed; the last one: ${why}` },
    );
    return;
  }
  const waitMs = afterwards.burns ? Math.min(backoffMostMs, backoffFirstMs * 2 ** (burned - 1)) : 0;
  const conversation = afterwards.resumes ? task.conversation : null;
  draft.put("tasks", { ...task, burned, conversation, state: { is: "queued", readySteadyMs: draft.steadyMs + waitMs } });
  draft.note(task.id, "queued-again", why);
}
