/** Answers: what hosts say about orders, and what follows from each way in which one can fail. */
import type { Draft } from "./draft.ts";
import { endFailed, handOver, release, startEnding } from "./ending.ts";
import type { Event, OrderTrouble } from "./event.ts";
import { tell } from "./notices.ts";
import { workerOf } from "./running.ts";
import type { AfterEnding, WorkerSession } from "./session.ts";
import type { Outgoing } from "./state.ts";
import { forget } from "./janitor.ts";

export function orderDone(draft: Draft, id: string): void {
  const row = draft.get("outbox", id);
  if (row === undefined) return;
  draft.drop("outbox", id);
  if (row.order.do === "archive") forget(draft, row.order.task);
}

type Failed = Extract<Event, { readonly is: "order-failed" }>;

export function orderFailed(draft: Draft, { order: id, code, detail }: Failed): void {
  const row = draft.get("outbox", id);
  if (row === undefined) return;
  if (code === "busy") return later(draft, row);
  const { order } = row;
  if (order.do === "end") return endOrderFailed(draft, row, code);
  draft.drop("outbox", id);
  if (order.do === "make-worktree") {
    const lease = draft.get("leases", order.task);
    const session = lease?.fence === order.fence ? workerOf(draft, lease.session) : undefined;
    if (session !== undefined) sessionOrderFailed(draft, session, { code, detail });
  } else if (order.do === "collect-worktree") {
    const kept = draft.get("worktrees", order.task);
    if (kept !== undefined) draft.put("worktrees", { ...kept, state: "kept", why: detail, askedSteadyMs: draft.steadyMs });
  } else if ("session" in order) {
    const session = workerOf(draft, order.session);
    // Interrupts, probes and checkpoints are wishes: what they fail to bring, the clock notices.
    if (session !== undefined && (order.do === "launch" || order.do === "prompt")) sessionOrderFailed(draft, session, { code, detail });
  } else {
    draft.note("", "order-failed", `${order.do}: ${code}: ${detail}`);
  }
}

/** For the time being it cannot be done: later, and later each time. */
function later(draft: Draft, row: Outgoing): void {
  const { backoffFirstMs, backoffMostMs } = draft.settings();
  const waitMs = Math.min(backoffMostMs, backoffFirstMs * 2 ** Math.min(row.tries - 1, 8));
  draft.put("outbox", { ...row, againSteadyMs: draft.steadyMs + waitMs });
}

function endOrderFailed(draft: Draft, row: Outgoing, code: OrderTrouble): void {
  const session = row.order.do === "end" ? workerOf(draft, row.order.session) : undefined;
  if (session === undefined) return draft.drop("outbox", row.id);
  if (code === "draft") return handOver(draft, session, "a person");
  if (endFailed(draft, session) === "again") return later(draft, row);
  draft.drop("outbox", row.id);
  draft.note(session.task, "end-failed", code);
  release(draft, session, { exit: "killed", proof: "unproven" });
}

type Failure = { readonly code: OrderTrouble; readonly detail: string };

function sessionOrderFailed(draft: Draft, session: WorkerSession, { code, detail }: Failure): void {
  if (code === "draft") return handOver(draft, session, "a person");
  if (code === "guard-unproven") holdProject(draft, session.project, detail);
  if (code === "conversation-held") distrust(draft, session);
  startEnding(draft, session, { why: detail === "" ? code : `${code}: ${detail}`, afterwards: afterFailure(code) });
}

function afterFailure(code: OrderTrouble): AfterEnding {
  switch (code) {
    case "stale":
    case "conversation-held":
    case "guard-unproven":
    case "draft":
    case "busy":
      return { task: "queue", burns: false, resumes: true };
    case "conversation-unknown":
    case "no-receipt":
      return { task: "queue", burns: true, resumes: false };
    case "still-alive":
    case "impossible":
      return { task: "queue", burns: true, resumes: true };
  }
}

/** Somebody else has the conversation: it is forked the next time. */
function distrust(draft: Draft, session: WorkerSession): void {
  const task = draft.get("tasks", session.task);
  if (task?.conversation === null || task === undefined) return;
  draft.put("tasks", { ...task, conversation: { ...task.conversation, unproven: true } });
}

/** Without the guard nothing starts there; it is looked at again after a while, and a person hears of it once. */
function holdProject(draft: Draft, id: string, detail: string): void {
  const project = draft.get("projects", id);
  if (project === undefined) return;
  const heldUntilSteadyMs = draft.steadyMs + draft.settings().backoffMostMs;
  draft.put("projects", { ...project, held: `the guard is not proved to be in place: ${detail}`, heldUntilSteadyMs });
  const text = `nothing is started in project \`${id}\`: the guard is not proved to be in place (${detail}); \`sheepdog doctor\` says what to do`;
  tell(draft, { id: `guard:${id}`, text, urgency: "alarm" });
}
