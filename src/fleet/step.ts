/** Step: what one event changes and what it leads to. Pure: the same state and event give the same step, on every machine. */
import { accountHealth, accountKnown, askAccounts, limitReached, quotaRead } from "./accounts.ts";
import { orderDone, orderFailed } from "./answers.ts";
import { askForCheckpoints, checkpointTaken } from "./checkpoints.ts";
import { dispatch } from "./dispatch.ts";
import { type Draft, draftOf, type Step } from "./draft.ts";
import { release } from "./ending.ts";
import type { Event } from "./event.ts";
import { arrive, cancel, retry } from "./intake.ts";
import { archiveEnded, tendWorktrees, worktreeCollected, worktreeSeen } from "./janitor.ts";
import { renewLease } from "./leasing.ts";
import { tendLanes } from "./lanes.ts";
import { resolve, tell, tendIncidents } from "./notices.ts";
import { operatorSaid } from "./operator.ts";
import { giveAllAgain, giveUnanswered } from "./outgoing.ts";
import { promptReceived, sessionSeen, sessionStarted, sessionTaken, turnEnded, turnMoved, worktreeReady } from "./running.ts";
import type { ProjectSettings } from "./settings.ts";
import type { State } from "./state.ts";
import { watchDeadlines, watchSessions } from "./watch.ts";

export function step(state: State, event: Event): Step {
  const draft = draftOf(state, event);
  keepTime(draft, event);
  take(draft, event);
  if (!bringsNoRoom.has(event.is)) dispatch(draft);
  return draft.finish();
}

/** Signs of life are many, and none of them lets anything begin; a daemon that starts hears its settings first. */
const bringsNoRoom: ReadonlySet<Event["is"]> = new Set([
  "session-seen",
  "prompt-received",
  "checkpoint-taken",
  "order-done",
  "daemon-started",
  "configured",
]);

const clockJumpMs = 60_000;

function keepTime(draft: Draft, event: Event): void {
  const fleet = draft.fleet();
  const jumpMs = event.at - fleet.wallMs - (draft.steadyMs - fleet.steadyMs);
  draft.put("fleet", {
    ...fleet,
    steadyBase: event.is === "daemon-started" ? fleet.steadyMs : fleet.steadyBase,
    steadyMs: draft.steadyMs,
    wallMs: event.at,
  });
  if (fleet.wallMs === 0 || event.is === "daemon-started" || Math.abs(jumpMs) < clockJumpMs) return;
  const text = `the clock of this machine jumped by ${Math.round(jumpMs / 1000)} s; resets and deadlines are judged by the new time`;
  tell(draft, { id: "clock:fleet", text, urgency: "info" });
}

function take(draft: Draft, event: Event): void {
  switch (event.is) {
    case "daemon-started":
      return daemonStarted(draft);
    case "clock":
      return tick(draft);
    case "order-done":
      return orderDone(draft, event.order);
    case "order-failed":
      return orderFailed(draft, event);
    case "configured":
      // What a person acknowledged is said to the fleet, not written into a file that a repository could hold.
      return draft.put("fleet", {
        ...draft.fleet(),
        settings: { ...event.settings, movingAcknowledgedBy: draft.settings().movingAcknowledgedBy },
      });
    case "project-known":
      return projectKnown(draft, event.project);
    case "account-known":
      return accountKnown(draft, event.account);
    case "disk":
      return diskIs(draft, event.state);
    case "operator-said":
      return operatorSaid(draft, event);
    case "task-arrived":
      return arrive(draft, event);
    case "task-cancelled":
      return cancel(draft, event.task, event.by);
    case "task-retried":
      return retry(draft, event.task, event.by);
    default:
      return takeFromOutside(draft, event);
  }
}

type FromOutside = Exclude<
  Event,
  {
    readonly is:
      | "daemon-started"
      | "clock"
      | "order-done"
      | "order-failed"
      | "configured"
      | "project-known"
      | "account-known"
      | "disk"
      | "operator-said"
      | "task-arrived"
      | "task-cancelled"
      | "task-retried";
  }
>;

function takeFromOutside(draft: Draft, event: FromOutside): void {
  switch (event.is) {
    case "worktree-ready":
      return worktreeReady(draft, event);
    case "worktree-seen":
      return worktreeSeen(draft, event.task, event.seen);
    case "worktree-collected":
      return worktreeCollected(draft, event.task);
    case "session-started":
      return sessionStarted(draft, event);
    case "session-seen":
      return sessionSeen(draft, event);
    case "prompt-received":
      return promptReceived(draft, event);
    case "turn-moved":
      return turnMoved(draft, event);
    case "turn-ended":
      return turnEnded(draft, event);
    case "session-gone":
      return sessionGone(draft, event);
    case "session-taken":
      return sessionTaken(draft, event);
    case "human-session":
      return humanSession(draft, event);
    case "checkpoint-taken":
      return checkpointTaken(draft, event.session, event.seen);
    case "limit-reached":
      return limitReached(draft, event);
    case "quota-read":
      return quotaRead(draft, event);
    case "account-health":
      return accountHealth(draft, event);
  }
}

/** Nothing is taken for dead: every session is asked, and has time to answer. */
function daemonStarted(draft: Draft): void {
  draft.put("fleet", { ...draft.fleet(), adoptUntilMs: draft.steadyMs + draft.settings().adoptMs });
  giveAllAgain(draft);
  for (const session of draft.rows("sessions").toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    if (session.kind === "human") continue;
    const { steadyMs } = draft;
    draft.put("sessions", { ...session, unheard: true, seenSteadyMs: steadyMs, movedSteadyMs: steadyMs, phaseSteadyMs: steadyMs });
    renewLease(draft, session);
    if (session.phase !== "placing") draft.order({ do: "probe", session: session.id, fence: session.fence });
  }
}

function tick(draft: Draft): void {
  tendLanes(draft);
  watchSessions(draft);
  watchDeadlines(draft);
  askForCheckpoints(draft);
  askAccounts(draft);
  openProjects(draft);
  tendWorktrees(draft);
  archiveEnded(draft);
  tendIncidents(draft);
  giveUnanswered(draft);
}

function openProjects(draft: Draft): void {
  for (const project of draft.rows("projects")) {
    if (project.heldUntilSteadyMs === null || draft.steadyMs < project.heldUntilSteadyMs) continue;
    draft.put("projects", { ...project, held: null, heldUntilSteadyMs: null });
  }
}

function projectKnown(draft: Draft, settings: ProjectSettings): void {
  const known = draft.get("projects", settings.id);
  draft.put("projects", { spentMicroUsd: 0, held: null, heldUntilSteadyMs: null, servedShare: 0, ...known, ...settings });
}

function diskIs(draft: Draft, state: "full" | "free"): void {
  draft.put("fleet", { ...draft.fleet(), diskFull: state === "full" });
  if (state === "free") return resolve(draft, "disk:fleet");
  const text = "the disk is full; what runs goes on, nothing new begins until there is room again";
  tell(draft, { id: "disk:fleet", text, urgency: "alarm" });
}

function sessionGone(draft: Draft, { session: id, exit, proof }: Extract<Event, { readonly is: "session-gone" }>): void {
  const session = draft.get("sessions", id);
  if (session?.kind === "human") return draft.drop("sessions", id);
  if (session !== undefined) release(draft, session, { exit, proof });
}

/** A session of the pool is never turned into a person's by being seen: that takes `session-taken`. */
function humanSession(draft: Draft, { session: id, folder, account, state }: Extract<Event, { readonly is: "human-session" }>): void {
  if (draft.get("sessions", id)?.kind !== "worker") draft.put("sessions", { id, kind: "human", folder, account, seen: state });
}
