/** Closing: a task comes to its end. It moves to the ended ones with all that is known of it. */
import type { Draft } from "./draft.ts";
import { tell } from "./notices.ts";
import { settleFile } from "./outgoing.ts";
import type { Task, TaskState } from "./task.ts";

export type EndState = Extract<TaskState, { readonly is: "done" | "dead" | "cancelled" }>;

export function closeTask(draft: Draft, task: Task, state: EndState): void {
  draft.drop("tasks", task.id);
  draft.drop("leases", task.id);
  draft.put("ended", { ...task, state });
  if (task.key !== null && draft.get("keys", task.key)?.holder === task.id) draft.drop("keys", task.key);
  const worktree = draft.get("worktrees", task.id);
  if (worktree !== undefined) draft.put("worktrees", { ...worktree, state: "left", askedSteadyMs: draft.steadyMs });
  draft.note(task.id, state.is, state.is === "dead" ? `${state.code}: ${state.detail}` : "");
  settleFile(draft, task, state.is);
  if (state.is !== "dead") return;
  const text = `task \`${task.id}\` (${task.title}) is given up: ${state.detail}; \`sheepdog task retry ${task.id}\` tries it again`;
  tell(draft, { id: `dead:${task.id}`, text, urgency: "warning" });
}
