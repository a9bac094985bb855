/** What must hold of tasks: none is lost, none is done twice, what is parked is not burned, what is dead keeps everything, and the right one is next. */
import type { State, Task } from "../../../src/fleet/fleet.ts";
import { all, changed, find, type Moment } from "./moment.ts";

type Counted = { readonly taken: ReadonlySet<string>; readonly archived: ReadonlyMap<string, string>; readonly violate: Moment["violate"] };

export function checkCount(state: State, { taken, archived, violate }: Counted): void {
  for (const task of taken) {
    const places = [find(state, "tasks", task), find(state, "ended", task)].filter((row) => row !== undefined).length;
    if (places === 0 && !archived.has(task)) violate("lost", `task ${task} is nowhere`);
    if (places > 1) violate("doubled", `task ${task} is open and ended`);
  }
  const keys = new Map<string, string>();
  for (const task of all(state, "tasks")) {
    if (task.key === null) continue;
    const other = keys.get(task.key);
    if (other !== undefined) violate("key", `${task.id} and ${other} have the key ${task.key}`);
    keys.set(task.key, task.id);
  }
}

export function checkTasks(moment: Moment): void {
  const { after, violate, event, simulation } = moment;
  if (event.is === "task-arrived" && !isThere(after, event.task) && !simulation.machine.archive.has(event.task)) {
    violate("lost", `task ${event.task} was taken and is nowhere`);
  }
  for (const { id, was, is } of changed(moment, "tasks")) {
    if (was !== undefined && is === undefined) checkClosed(moment, was);
    if (is !== undefined) checkOpen(moment, { id, was, is });
  }
  for (const { is, was } of changed(moment, "checkpoints")) {
    const session = is === undefined ? undefined : find(moment.before, "sessions", is.session);
    if (was !== undefined && is !== undefined && session?.kind === "worker" && !session.worked && was.session !== is.session) {
      violate("checkpoint", `${is.session} never worked and took the place of the checkpoint of ${was.session}`);
    }
    if (was !== undefined && is !== undefined && is.fence < was.fence)
      violate("checkpoint", `an older checkpoint of ${is.id} took the place of a newer one`);
  }
  for (const { id, was, is } of changed(moment, "ended")) {
    if (was === undefined || is !== undefined) continue;
    const cameBack = find(after, "tasks", id) !== undefined;
    if (!cameBack && simulation.machine.archive.get(id) === undefined) violate("lost", `${id} left the ended ones and is in no archive`);
    if (cameBack && was.state.is === "done") violate("done twice", `${id} was done and is open again`);
  }
}

function isThere(state: State, task: string): boolean {
  return (find(state, "tasks", task) ?? find(state, "ended", task)) !== undefined;
}

function checkClosed({ after, before, event, violate }: Moment, was: Task): void {
  const ended = find(after, "ended", was.id);
  if (ended === undefined) return violate("lost", `${was.id} left the queue and did not end`);
  if (
    ended.text !== was.text ||
    ended.attempts.length < was.attempts.length ||
    (was.conversation !== null && ended.conversation === null)
  ) {
    violate("dead letter", `${was.id} ended as ${ended.state.is} and lost something of itself`);
  }
  const lease = find(before, "leases", was.id);
  const session = lease === undefined ? undefined : find(after, "sessions", lease.session);
  if (session?.kind === "worker" && session.ending === null)
    violate("works on", `${was.id} is ${ended.state.is} and session ${session.id} works on`);
  if (ended.state.is === "done") {
    if (event.is !== "turn-ended" || event.outcome !== "done") return violate("nothing done", `${was.id} is done by ${event.is}`);
    if (lease === undefined || lease.fence !== event.fence || was.fence !== event.fence || lease.session !== event.session) {
      violate("unfenced", `${was.id} took a result under fence ${event.fence}, its own is ${was.fence}`);
    }
  }
  if (ended.state.is === "dead" && find(before, "checkpoints", was.id) !== undefined && find(after, "checkpoints", was.id) === undefined) {
    violate("dead letter", `${was.id} lost its checkpoint`);
  }
  if (ended.state.is !== "cancelled" && ended.started > 0 && ended.attempts.length === 0)
    violate("history", `${was.id} has no attempts on record`);
}

type Open = { readonly id: string; readonly was: Task | undefined; readonly is: Task };

/** Through no fault of the task. */
const blameless = /^(?:limit|throttled|overloaded|signed-out|on-hold|unpaid|account \S+ reached|its account met|failover)/;

function checkOpen({ after, violate }: Moment, { id, was, is }: Open): void {
  const settings = find(after, "fleet", "fleet")?.settings;
  if (settings === undefined) return;
  if (was !== undefined && is.fence < was.fence) violate("fence", `the fence of ${id} went back`);
  if (is.burned >= settings.attempts) violate("attempts", `${id} has burned ${is.burned} attempts and is still open`);
  if (was === undefined) return;
  if (is.burned > was.burned && is.state.is !== "queued") violate("burned", `${id} was burned and is ${is.state.is}`);
  if (is.burned > was.burned + 1) violate("burned", `${id} was burned more than once in one step`);
  if (is.burned > was.burned && is.state.is === "queued" && is.state.readySteadyMs <= (find(after, "fleet", "fleet")?.steadyMs ?? 0)) {
    violate("backoff", `${id} failed and is to begin again at once`);
  }
  const end = is.attempts.at(-1)?.end ?? "";
  if (is.burned > was.burned && blameless.test(end)) violate("burned", `${id} was burned: ${end}`);
  const cameBack = was.state.is === "leased" && is.state.is === "queued" && is.burned === was.burned;
  if (cameBack && !/stopped by|guard-unproven|conversation-held|stale/.test(end))
    violate("not burned", `${id} came back for nothing: ${end}`);
  if (was.state.is === "leased" && is.state.is !== "leased" && is.attempts.at(-1)?.fence === was.attempts.at(-1)?.fence) {
    violate("history", `an attempt of ${id} is on no record`);
  }
}

/** Whatever begins in this step was allowed to, and nothing that could have begun instead had a better right. */
export function checkDispatch(moment: Moment): void {
  const begun = changed(moment, "leases").flatMap(({ was, is }) => (is !== undefined && was?.fence !== is.fence ? [is] : []));
  if (begun.length === 0) return;
  const { after, event, violate } = moment;
  const fleet = find(after, "fleet", "fleet");
  if (fleet === undefined) return;
  if (fleet.paused !== null) violate("paused", "something began while the fleet was paused");
  if (fleet.diskFull) violate("disk full", "something began while the disk was full");
  for (const lease of begun) {
    const task = find(after, "tasks", lease.id);
    if (task === undefined) continue;
    const was = find(moment.before, "tasks", lease.id);
    if (was?.state.is === "held" && event.is !== "operator-said") violate("held", `${task.id} began while it was held`);
    for (const id of task.after)
      if (find(after, "ended", id)?.state.is !== "done") violate("dependency", `${task.id} began before ${id} was done`);
    if (task.notBefore !== null && event.at < task.notBefore) violate("not before", `${task.id} began too early`);
    if (task.deadline !== null && task.started === 1 && event.is === "clock" && event.at >= task.deadline)
      violate("deadline", `${task.id} began too late`);
    if (was?.state.is === "queued" && was.state.readySteadyMs > fleet.steadyMs)
      violate("backoff", `${task.id} began before its backoff was over`);
    checkOvertaken(moment, task);
    if (begun.length === 1) checkShare(moment, task);
  }
}

const ranks = { critical: 0, high: 1, default: 2, low: 3 } as const;

/** What a project was given counts, and of two that want the same the one with less of its share is next. */
function checkShare({ before, after, violate }: Moment, begun: Task): void {
  const shareIn = (id: string): number =>
    Math.max(find(before, "fleet", "fleet")?.servedShare ?? 0, find(before, "projects", id)?.servedShare ?? 0);
  const project = find(after, "projects", begun.project);
  if (project === undefined) return;
  const due = shareIn(project.id) + 1 / project.weight;
  if (Math.abs(project.servedShare - due) > 1e-9)
    violate("share", `project ${project.id} was served and has ${project.servedShare}, due is ${due}`);
  const fleet = find(after, "fleet", "fleet");
  if (fleet === undefined || begun.started > 1) return;
  const urgency = (task: Task): number =>
    Math.max(0, ranks[task.priority] - Math.floor((fleet.steadyMs - task.arrivedSteadyMs) / fleet.settings.ageingMs));
  for (const other of all(after, "tasks")) {
    const rival = find(after, "projects", other.project);
    if (
      rival === undefined ||
      rival.id === project.id ||
      rival.account !== project.account ||
      rival.held !== null ||
      rival.budgetMicroUsd > 0
    )
      continue;
    const isAlike = other.scope === begun.scope && other.affinity === begun.affinity && other.budgetMicroUsd === begun.budgetMicroUsd;
    if (!isAlike || other.state.is !== "queued" || other.conversation !== null || other.after.length > 0 || other.notBefore !== null)
      continue;
    if (other.state.readySteadyMs > fleet.steadyMs || urgency(other) > urgency(begun)) continue;
    const working = all(after, "sessions").filter((one) => one.kind === "worker" && one.project === rival.id).length;
    if (working >= (rival.worktrees ? rival.most : 1)) continue;
    if (shareIn(rival.id) < shareIn(project.id)) violate("share", `${begun.id} began though project ${rival.id} had less of its share`);
  }
}

/** Alike in everything that places them: then only urgency, age and the order of arrival count. */
function checkOvertaken({ after, violate }: Moment, begun: Task): void {
  const fleet = find(after, "fleet", "fleet");
  if (fleet === undefined || begun.notBefore !== null || begun.conversation !== null || begun.started > 1) return;
  const urgency = (task: Task): number =>
    Math.max(0, ranks[task.priority] - Math.floor((fleet.steadyMs - task.arrivedSteadyMs) / fleet.settings.ageingMs));
  for (const other of all(after, "tasks")) {
    const isAlike = other.project === begun.project && other.scope === begun.scope && other.budgetMicroUsd === begun.budgetMicroUsd;
    if (!isAlike || other.affinity !== begun.affinity || other.conversation !== null || other.state.is !== "queued") continue;
    if (other.after.length > 0 || other.notBefore !== null || other.state.readySteadyMs > fleet.steadyMs) continue;
    const better = urgency(other) - urgency(begun) || other.arrivedSteadyMs - begun.arrivedSteadyMs;
    if (better < 0)
      violate("overtaken", `${begun.id} (${begun.priority}) began while ${other.id} (${other.priority}) had the better right`);
  }
}
