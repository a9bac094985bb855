/** Janitor: removes what nobody needs, and nothing that anybody could miss: unmerged or unsaved work stays, and so does what could not be looked at. */
import type { Json } from "../base/json.ts";
import type { Draft } from "./draft.ts";
import type { WorktreeSeen } from "./event.ts";
import type { Task } from "./task.ts";

export type Fate = { readonly collect: true } | { readonly collect: false; readonly why: string };

/** Every reason to keep it comes first; what is unknown is one. */
export function fateOf(seen: WorktreeSeen, task: Task | undefined): Fate {
  if (task === undefined) return keep("nobody knows the task it belongs to");
  if (task.state.is === "dead") return keep("its task is dead and may be tried again");
  if (task.state.is !== "done" && task.state.is !== "cancelled") return keep("its task is not over");
  if (!seen.owned) return keep("it carries no mark that it is ours");
  if (seen.inUse !== false) return keep("something may be at work in it");
  if (seen.dirty !== false) return keep("it may hold changes that are not committed");
  if (seen.unmerged !== false) return keep("it may hold commits that are not merged");
  return { collect: true };
}

function keep(why: string): Fate {
  return { collect: false, why };
}

const inspectAgainMs = 3_600_000;
const atOnce = 20;

/** With the clock: folders that tasks have left are looked at, a few at a time, and those that are kept again after an hour. */
export function tendWorktrees(draft: Draft): void {
  const due = draft.rows("worktrees").filter((one) => {
    if (one.state === "left") return !isHeld(draft, one.id);
    return one.state !== "in-use" && draft.steadyMs - one.askedSteadyMs >= inspectAgainMs && draft.get("ended", one.id) !== undefined;
  });
  for (const row of due.toSorted((one, other) => (one.id < other.id ? -1 : 1)).slice(0, atOnce)) {
    draft.put("worktrees", { ...row, state: "inspecting", askedSteadyMs: draft.steadyMs });
    draft.order({ do: "inspect-worktree", task: row.id, folder: row.folder });
  }
}

/** A session of that task may still be on its way out. */
function isHeld(draft: Draft, task: string): boolean {
  return draft.rows("sessions").some((one) => one.kind === "worker" && one.task === task);
}

export function worktreeSeen(draft: Draft, id: string, seen: WorktreeSeen): void {
  const row = draft.get("worktrees", id);
  if (row === undefined || row.state === "in-use" || row.state === "collecting") return;
  const task = draft.get("ended", id);
  if (!seen.there) return task === undefined ? undefined : draft.drop("worktrees", id);
  const fate = isHeld(draft, id) ? keep("a session of its task is still there") : fateOf(seen, task);
  if (!fate.collect) return draft.put("worktrees", { ...row, state: "kept", why: fate.why, askedSteadyMs: draft.steadyMs });
  draft.put("worktrees", { ...row, state: "collecting", askedSteadyMs: draft.steadyMs });
  draft.order({ do: "collect-worktree", task: id, folder: row.folder });
}

export function worktreeCollected(draft: Draft, id: string): void {
  const row = draft.get("worktrees", id);
  if (row === undefined || row.state !== "collecting") return;
  draft.drop("worktrees", id);
  draft.note(id, "worktree-collected", row.folder);
}

/** With the clock: tasks that ended long ago go to the archive, and leave only when they are there. */
export function archiveEnded(draft: Draft): void {
  const { endedKeptMs } = draft.settings();
  const old = draft.rows("ended").filter((task) => draft.at - endedAt(task) > endedKeptMs && !isNeeded(draft, task));
  for (const task of old.toSorted((one, other) => (one.id < other.id ? -1 : 1)).slice(0, atOnce)) {
    const body = JSON.stringify({ task, checkpoint: draft.get("checkpoints", task.id) ?? null } satisfies Json | object);
    draft.order({ do: "archive", task: task.id, body });
  }
}

function endedAt({ state, arrivedAt }: Task): number {
  return "at" in state ? state.at : arrivedAt;
}

function isNeeded(draft: Draft, { id }: Task): boolean {
  if (draft.get("worktrees", id) !== undefined) return true;
  if (draft.rows("outbox").some(({ order }) => order.do === "archive" && order.task === id)) return true;
  return draft.rows("tasks").some((task) => task.after.includes(id));
}

export function forget(draft: Draft, id: string): void {
  const task = draft.get("ended", id);
  if (task === undefined || draft.at - endedAt(task) <= draft.settings().endedKeptMs) return;
  draft.drop("ended", id);
  draft.drop("checkpoints", id);
}
