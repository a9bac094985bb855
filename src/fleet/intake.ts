/** Intake: tasks come in, are taken back, and are tried once more. What is refused is kept as dead, never dropped. */
import { closeTask, type EndState } from "./closing.ts";
import type { Draft } from "./draft.ts";
import { startEnding } from "./ending.ts";
import { resolve } from "./notices.ts";
import { settleFile } from "./outgoing.ts";
import type { Arrival, Task } from "./task.ts";

/** The same id twice is the same task: doors tell again what they cannot know to have arrived. */
export function arrive(draft: Draft, arrival: Arrival): void {
  if (draft.get("tasks", arrival.task) !== undefined || draft.get("ended", arrival.task) !== undefined) return;
  const task = newTask(draft, arrival);
  draft.put("tasks", task);
  draft.note(task.id, "arrived", `by ${task.door}`);
  const refusal = refusalOf(draft, task);
  if (refusal !== undefined) return closeTask(draft, task, refusal);
  if (task.key !== null) draft.put("keys", { id: task.key, holder: task.id });
}

function newTask(draft: Draft, { task: id, ...given }: Arrival): Task {
  return {
    ...given,
    id,
    arrivedAt: draft.at,
    arrivedSteadyMs: draft.steadyMs,
    state: { is: "queued", readySteadyMs: draft.steadyMs },
    burned: 0,
    started: 0,
    parkedTimes: 0,
    fence: draft.nextFence(),
    microUsd: 0,
    tokens: 0,
    conversation: null,
    movedSteadyMs: null,
    attempts: [],
  };
}

function refusalOf(draft: Draft, task: Task): EndState | undefined {
  const holder = task.key === null ? undefined : draft.get("keys", task.key)?.holder;
  if (holder !== undefined) return { is: "cancelled", at: draft.at, by: `the same as task ${holder}` };
  const reason = textRefusal(draft, task) ?? giverRefusal(draft, task) ?? cycleRefusal(draft, task);
  return reason === undefined ? undefined : { is: "dead", at: draft.at, ...reason };
}

type Refusal = { readonly code: string; readonly detail: string };

function textRefusal(draft: Draft, { text }: Task): Refusal | undefined {
  if (text.trim() === "") return { code: "empty", detail: "it has no text; an agent would look for work by itself" };
  const { textChars } = draft.settings();
  return text.length <= textChars ? undefined : { code: "too-long", detail: `it has ${text.length} characters, the most is ${textChars}` };
}

/** Whoever can write into an inbox would else command every agent: agents stay in their project, to a depth, and so many at a time. */
function giverRefusal(draft: Draft, { by, project }: Task): Refusal | undefined {
  if (by.is === "person") return undefined;
  const { agentDepth, openPerAgent } = draft.settings();
  if (by.project !== project)
    return { code: "not-permitted", detail: `an agent of project \`${by.project}\` gave it to project \`${project}\`` };
  if (by.depth > agentDepth)
    return { code: "not-permitted", detail: `agents gave it through ${by.depth} others, the most is ${agentDepth}` };
  const open = draft.rows("tasks").filter((one) => one.by.is === "agent" && one.by.session === by.session).length;
  return open <= openPerAgent ? undefined : { code: "not-permitted", detail: `its agent has ${openPerAgent} open tasks already` };
}

/** A task may name one that is not there yet, so a circle can be closed by the last to come. */
function cycleRefusal(draft: Draft, task: Task): Refusal | undefined {
  const seen = new Set<string>();
  const left = [...task.after];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (id === task.id) return { code: "cycle", detail: "it would have to wait for itself" };
    if (seen.has(id)) continue;
    seen.add(id);
    left.push(...(draft.get("tasks", id)?.after ?? []));
  }
  return undefined;
}

export function cancel(draft: Draft, id: string, by: string): void {
  const task = draft.get("tasks", id);
  if (task === undefined) return;
  const lease = draft.get("leases", id);
  closeTask(draft, task, { is: "cancelled", at: draft.at, by });
  const session = lease === undefined ? undefined : draft.get("sessions", lease.session);
  if (session?.kind === "worker") startEnding(draft, session, { why: `cancelled by ${by}`, afterwards: { task: "settled" } });
}

/** Everything that is known of it stays; only the count of burned attempts begins anew. */
export function retry(draft: Draft, id: string, by: string): void {
  const task = draft.get("ended", id);
  if (task === undefined || task.state.is === "done") return;
  draft.drop("ended", id);
  resolve(draft, `dead:${id}`);
  const key = task.key === null || draft.get("keys", task.key) !== undefined ? null : task.key;
  if (key !== null) draft.put("keys", { id: key, holder: id });
  const fence = draft.nextFence();
  const deadline = task.state.is === "dead" && task.state.code === "deadline" ? null : task.deadline;
  draft.put("tasks", { ...task, key, deadline, fence, burned: 0, state: { is: "queued", readySteadyMs: draft.steadyMs } });
  draft.note(id, "retried", `by ${by}`);
  settleFile(draft, task, "inbox");
}
