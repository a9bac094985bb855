/** Running: what sessions say of themselves, from the start of their process to the end of their turn. */
import { closeTask } from "./closing.ts";
import type { Draft } from "./draft.ts";
import { attemptsAfter, handOver, startEnding } from "./ending.ts";
import type { Event } from "./event.ts";
import { laneWorked } from "./lanes.ts";
import { inPhase, launch, mayPrompt, prompt } from "./launching.ts";
import { renewLease } from "./leasing.ts";
import type { WorkerSession } from "./session.ts";
import { applyTrouble } from "./troubles.ts";

type EventOf<Is extends Event["is"]> = Extract<Event, { readonly is: Is }>;

export function workerOf(draft: Draft, id: string): WorkerSession | undefined {
  const session = draft.get("sessions", id);
  return session?.kind === "worker" ? session : undefined;
}

export function worktreeReady(draft: Draft, { task, fence, folder, branch }: EventOf<"worktree-ready">): void {
  const lease = draft.get("leases", task);
  const project = draft.get("tasks", task)?.project ?? draft.get("ended", task)?.project;
  if (project === undefined) return;
  const isStillWanted = lease?.fence === fence;
  const known = draft.get("worktrees", task);
  const state = isStillWanted || known?.state === "in-use" ? "in-use" : "left";
  draft.put("worktrees", { id: task, folder, branch, project, state, why: "", askedSteadyMs: draft.steadyMs });
  const session = lease === undefined ? undefined : workerOf(draft, lease.session);
  if (isStillWanted && session?.phase === "placing") launch(draft, session, folder);
}

/** A process of a session that is long over is a stray: it is ended again. */
export function sessionStarted(draft: Draft, { session: id, process, conversation }: EventOf<"session-started">): void {
  const session = workerOf(draft, id);
  if (session === undefined) return endStray(draft, id);
  const started = hear(draft, { ...session, process, conversation });
  if (started.phase !== "launching") return;
  const task = draft.get("tasks", session.task);
  if (session.resumed === "no" || task === undefined) return inPhase(draft, started, "starting");
  // It goes on by itself with what it was told before.
  inPhase(draft, started, "working");
  const transcript = session.resumed === "fork" ? null : (task.conversation?.transcript ?? null);
  draft.put("tasks", { ...task, conversation: { id: conversation, account: session.account, transcript, unproven: false } });
}

function endStray(draft: Draft, session: string): void {
  if (draft.get("sessions", session) !== undefined) return;
  draft.order({ do: "end", session, fence: draft.fleet().lastFence, graceMs: draft.settings().graceMs });
}

export function sessionSeen(draft: Draft, { session: id, state, tool }: EventOf<"session-seen">): void {
  const known = draft.get("sessions", id);
  if (known?.kind === "human") return draft.put("sessions", { ...known, seen: state });
  if (known === undefined) return endStray(draft, id);
  const session = hear(draft, { ...known, seen: state, tool });
  if (session.phase !== "starting" || state !== "idle") return;
  if (mayPrompt(draft, session)) return prompt(draft, session);
  startEnding(draft, session, { why: "its account met a limit before it was ready", afterwards: { task: "park", why: "limit" } });
}

/** Any word of a session is a heartbeat of its lease. */
function hear(draft: Draft, session: WorkerSession): WorkerSession {
  const heard: WorkerSession = { ...session, seenSteadyMs: draft.steadyMs, unheard: false };
  draft.put("sessions", heard);
  renewLease(draft, heard);
  return heard;
}

export function promptReceived(draft: Draft, { session: id, receipt }: EventOf<"prompt-received">): void {
  const session = workerOf(draft, id);
  if (session === undefined || session.receipt !== receipt) return;
  const heard = hear(draft, session);
  const task = draft.get("tasks", session.task);
  if (task === undefined || heard.conversation === null) return;
  if (draft.get("leases", task.id)?.session !== id) return;
  draft.put("tasks", { ...task, conversation: { id: heard.conversation, account: session.account, transcript: null, unproven: false } });
  if (heard.phase === "prompting") inPhase(draft, heard, "working");
}

export function turnMoved(draft: Draft, { session: id, tool, microUsd, tokens }: EventOf<"turn-moved">): void {
  const session = workerOf(draft, id);
  if (session === undefined) return;
  charge(draft, session, { microUsd, tokens });
  const charged = workerOf(draft, id);
  if (charged === undefined) return;
  hear(draft, { ...charged, movedSteadyMs: draft.steadyMs, tool: tool !== null, worked: true });
  const account = draft.get("accounts", session.account);
  if (!session.worked && account !== undefined) laneWorked(draft, account, session.scope);
}

type Cost = { readonly microUsd: number; readonly tokens: number };

/** Money is spent whoever asked for it: stale sessions are charged like others. Sums only grow. */
function charge(draft: Draft, session: WorkerSession, sums: Cost): void {
  const microUsd = Math.max(0, sums.microUsd - session.microUsd);
  const tokens = Math.max(0, sums.tokens - session.tokens);
  if (microUsd === 0 && tokens === 0) return;
  draft.put("sessions", { ...session, microUsd: session.microUsd + microUsd, tokens: session.tokens + tokens });
  for (const table of ["tasks", "ended"] as const) {
    const task = draft.get(table, session.task);
    if (task !== undefined) draft.put(table, { ...task, microUsd: task.microUsd + microUsd, tokens: task.tokens + tokens });
  }
  const account = draft.get("accounts", session.account);
  if (account !== undefined) draft.put("accounts", { ...account, spentMicroUsd: account.spentMicroUsd + microUsd });
  const project = draft.get("projects", session.project);
  if (project !== undefined) draft.put("projects", { ...project, spentMicroUsd: project.spentMicroUsd + microUsd });
}

/** A result counts under the task's newest fence alone. Whatever comes under an older one is written down and dropped. */
export function turnEnded(draft: Draft, { session: id, fence, outcome, report, microUsd, tokens }: EventOf<"turn-ended">): void {
  const known = workerOf(draft, id);
  if (known === undefined) return draft.note("", "stale-result", `session ${id}, fence ${fence}: ${outcome}`);
  charge(draft, known, { microUsd, tokens });
  const session = hear(draft, workerOf(draft, id) ?? known);
  const task = draft.get("tasks", session.task);
  if (task === undefined || task.fence !== fence || session.fence !== fence) {
    return draft.note(session.task, "stale-result", `session ${id}, fence ${fence}: ${outcome}`);
  }
  if (outcome !== "done") return applyTrouble(draft, session, { kind: outcome, report });
  const reason = { why: "done", afterwards: { task: "settled" } } as const;
  closeTask(draft, { ...task, attempts: attemptsAfter(draft, task, { session, reason }) }, { is: "done", at: draft.at, report });
  startEnding(draft, session, reason);
}

/** Where a person writes, the fleet takes its hands away: the session is theirs, the task waits for them. */
export function sessionTaken(draft: Draft, { session: id, by }: EventOf<"session-taken">): void {
  const session = workerOf(draft, id);
  if (session !== undefined) handOver(draft, session, by);
}
