/** Queue: which task is next. A pure choice: the same state gives the same task. */
import type { Look } from "./draft.ts";
import { cameBefore, type Line } from "./lines.ts";
import { type Obstacle, placeFor, reservationFor, timeOf } from "./placing.ts";
import type { Account } from "./account.ts";
import type { Project } from "./state.ts";
import type { Tally } from "./tally.ts";
import type { Priority, Task } from "./task.ts";

export type Choice = { readonly task: Task; readonly account: Account };

/** The best of the tasks that could begin now. Of those that are placed alike it is the first to have come. */
export function nextChoice(look: Look, tally: Tally): Choice | undefined {
  const comesBefore = rankingOf(look);
  let best: Choice | undefined;
  for (const line of look.lines()) {
    const first = line.pieces[0]?.[0];
    if (first === undefined || (best !== undefined && !comesBefore(first, best.task))) continue;
    if (projectObstacle(look, tally, first) !== undefined) continue;
    const placement = placeFor(look, tally, first);
    if (!placement.ok) continue;
    const task = firstReady(look, line);
    if (task !== undefined && (best === undefined || comesBefore(task, best.task))) best = { task, account: placement.account };
  }
  return best;
}

function firstReady(look: Look, { pieces }: Line): Task | undefined {
  for (const piece of pieces) {
    const found = piece.find((task) => taskObstacle(look, task) === undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

const ranks: Readonly<Record<Priority, number>> = { critical: 0, high: 1, default: 2, low: 3 };

/** Urgency, then the project that had least of its share, then who came first. */
export function rankingOf(look: Look): (one: Task, other: Task) => boolean {
  const { ageingMs } = look.settings();
  const shares = new Map(look.rows("projects").map(({ id }) => [id, shareOf(look, id)]));
  const served = look.fleet().servedShare;
  // 0 is the most urgent. Waiting makes urgent, so nothing waits for ever.
  const urgency = (task: Task): number => Math.max(0, ranks[task.priority] - Math.floor((look.steadyMs - task.arrivedSteadyMs) / ageingMs));
  return (one, other) => {
    const byUrgency = urgency(one) - urgency(other);
    if (byUrgency !== 0) return byUrgency < 0;
    const byShare = (shares.get(one.project) ?? served) - (shares.get(other.project) ?? served);
    if (byShare !== 0) return byShare < 0;
    return cameBefore(one, other);
  };
}

/** A project that had nothing to do does not save up its share. */
export function shareOf(look: Look, project: string): number {
  return Math.max(look.fleet().servedShare, look.get("projects", project)?.servedShare ?? 0);
}

/** What of the task itself is in the way; cheap, and the same for every account. */
export function taskObstacle(look: Look, task: Task): Obstacle | undefined {
  if (task.state.is === "held") return { code: "held", because: task.state.why };
  const before = task.after.find((id) => look.get("ended", id)?.state.is !== "done");
  if (before !== undefined) return { code: "dependency", because: `task \`${before}\` has to be done first${stateOf(look, before)}` };
  if (task.notBefore !== null && look.at < task.notBefore) {
    return { code: "not-before", because: `it is not to begin before ${timeOf(task.notBefore)}` };
  }
  if (task.state.is === "queued" && look.steadyMs < task.state.readySteadyMs) {
    const seconds = Math.ceil((task.state.readySteadyMs - look.steadyMs) / 1000);
    return { code: "backoff", because: `its last attempt failed; it is tried again in ${seconds} s` };
  }
  if (task.budgetMicroUsd > 0 && reservationFor(look, task) <= 0) return { code: "task-budget", because: "its own budget is used up" };
  return undefined;
}

function stateOf(look: Look, id: string): string {
  const ended = look.get("ended", id);
  if (ended !== undefined) return `, and that is ${ended.state.is}: \`sheepdog task retry ${id}\` brings it back`;
  return look.get("tasks", id) === undefined ? ", and nobody has given that one yet" : "";
}

export function projectObstacle(look: Look, tally: Tally, task: Task): Obstacle | undefined {
  const project = look.get("projects", task.project);
  if (project === undefined) return { code: "project-unknown", because: `project \`${task.project}\` is not known to the fleet` };
  if (project.held !== null) return { code: "project-held", because: `project \`${project.id}\` is held: ${project.held}` };
  const most = mostOf(project);
  if (tally.sessionsOf(`project ${project.id}`) >= most) {
    const together = project.worktrees ? "" : ", because its tasks share one folder";
    return { code: "project-full", because: `project \`${project.id}\` has its ${most} at work${together}` };
  }
  if (project.budgetMicroUsd === 0) return undefined;
  const left = project.budgetMicroUsd - project.spentMicroUsd - tally.reservedOf(`project ${project.id}`);
  if (left >= reservationFor(look, task)) return undefined;
  return { code: "project-budget", because: `the budget of project \`${project.id}\` does not cover one more attempt` };
}

/** Two agents never edit one checkout. */
function mostOf(project: Project): number {
  return project.worktrees ? project.most : 1;
}

export function fleetObstacle(look: Look): Obstacle | undefined {
  const { paused, diskFull, adoptUntilMs } = look.fleet();
  if (paused !== null) return { code: "fleet-paused", because: `the fleet is paused: ${paused}` };
  if (diskFull) return { code: "disk-full", because: "the disk is full" };
  if (look.steadyMs < adoptUntilMs && look.rows("sessions").some((one) => one.kind === "worker" && one.unheard)) {
    return { code: "adopting", because: "the daemon has just started and looks for the sessions that are still alive" };
  }
  return undefined;
}
