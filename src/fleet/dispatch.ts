/** Dispatch: free slots get tasks. The lease is written before anything is started, so that what was started twice is known as such. */
import type { Draft } from "./draft.ts";
import { type Choice, fleetObstacle, nextChoice, shareOf } from "./queue.ts";
import { reservationFor } from "./placing.ts";
import type { Lease } from "./lease.ts";
import type { Project } from "./state.ts";
import type { WorkerSession } from "./session.ts";
import { launch } from "./launching.ts";
import { settleFile } from "./outgoing.ts";
import { tallyOf } from "./tally.ts";

export function dispatch(draft: Draft): void {
  if (fleetObstacle(draft) !== undefined) return;
  let tally = tallyOf(draft);
  for (const slot of tally.freeSlots) {
    const choice = nextChoice(draft, tally);
    if (choice === undefined) return;
    begin(draft, choice, slot);
    tally = tallyOf(draft);
  }
}

function begin(draft: Draft, { task, account }: Choice, slot: number): void {
  const project = draft.get("projects", task.project);
  if (project === undefined) return;
  const fence = draft.nextFence();
  const lease: Lease = {
    id: task.id,
    fence,
    session: `s${fence}`,
    project: project.id,
    account: account.id,
    scope: task.scope,
    grantedSteadyMs: draft.steadyMs,
    deadlineSteadyMs: draft.steadyMs + draft.settings().leaseMs,
    reservedMicroUsd: reservationFor(draft, task),
  };
  draft.put("leases", lease);
  const hasMoved = task.conversation !== null && task.conversation.account !== account.id;
  const movedSteadyMs = hasMoved ? draft.steadyMs : task.movedSteadyMs;
  draft.put("tasks", { ...task, state: { is: "leased" }, fence, started: task.started + 1, movedSteadyMs });
  draft.put("sessions", newSession(draft, lease, slot));
  serve(draft, project);
  if (task.affinity !== null) draft.put("affinities", { id: task.affinity, holder: account.id });
  settleFile(draft, task, "dispatched");
  draft.note(task.id, "leased", `to session ${lease.session} on account ${account.id}`);
  if (hasMoved) recordMove(draft, { task, account });
  place(draft, project, lease);
}

/** The audit trail of every switch: what moved, from where, where to, and by whose leave. */
function recordMove(draft: Draft, { task, account }: Choice): void {
  const from = task.conversation?.account ?? "";
  const leave = account.kind === "metered" ? "overflow" : `moving acknowledged by ${draft.settings().movingAcknowledgedBy ?? "nobody"}`;
  draft.order({ do: "record", leaf: JSON.stringify({ is: "failover", task: task.id, from, to: account.id, leave, at: draft.at }) });
  draft.note(task.id, "moved", `from account ${from} to ${account.id} (${leave})`);
}

function serve(draft: Draft, project: Project): void {
  const share = shareOf(draft, project.id);
  draft.put("fleet", { ...draft.fleet(), servedShare: share });
  draft.put("projects", { ...project, servedShare: share + 1 / project.weight });
}

function newSession(draft: Draft, lease: Lease, slot: number): WorkerSession {
  const { steadyMs } = draft;
  return {
    id: lease.session,
    kind: "worker",
    slot,
    task: lease.id,
    project: lease.project,
    fence: lease.fence,
    account: lease.account,
    scope: lease.scope,
    phase: "placing",
    phaseSteadyMs: steadyMs,
    beganAt: draft.at,
    beganSteadyMs: steadyMs,
    process: null,
    conversation: null,
    resumed: "no",
    receipt: `r${lease.fence}`,
    seenSteadyMs: steadyMs,
    movedSteadyMs: steadyMs,
    tool: false,
    seen: "starting",
    microUsd: 0,
    tokens: 0,
    worked: false,
    checkpointSteadyMs: steadyMs,
    unheard: false,
    ending: null,
  };
}

function place(draft: Draft, project: Project, lease: Lease): void {
  const session = draft.get("sessions", lease.session);
  if (session?.kind !== "worker") return;
  const known = draft.get("worktrees", lease.id);
  if (project.worktrees && (known === undefined || known.state === "collecting")) {
    draft.order({ do: "make-worktree", task: lease.id, fence: lease.fence, project: project.id, branch: `sheepdog/${lease.id}` });
    return;
  }
  if (known !== undefined) draft.put("worktrees", { ...known, state: "in-use" });
  launch(draft, session, known?.folder ?? project.folder);
}
