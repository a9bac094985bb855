/** Watch: with the clock, sessions that start too slowly, stall, fall silent or take too long are told apart and ended. */
import type { Draft } from "./draft.ts";
import { goOnEnding, type Reason, startEnding } from "./ending.ts";
import { isLeaseOver } from "./leasing.ts";
import type { WorkerSession } from "./session.ts";
import { closeTask } from "./closing.ts";
import { taskObstacle } from "./queue.ts";

export function watchSessions(draft: Draft): void {
  for (const session of draft.rows("sessions").toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    if (session.kind === "human") continue;
    if (session.ending !== null) tendEnding(draft, session);
    else {
      const reason = reasonToEnd(draft, session);
      if (reason !== undefined) startEnding(draft, session, reason);
    }
  }
}

function tendEnding(draft: Draft, session: WorkerSession): void {
  if (session.ending?.step !== "interrupting") return;
  if (draft.steadyMs - session.ending.stepSteadyMs >= draft.settings().graceMs) goOnEnding(draft, session);
}

function reasonToEnd(draft: Draft, session: WorkerSession): Reason | undefined {
  const { startMs, receiptMs, stallMs, attemptMs } = draft.settings();
  const inPhaseMs = draft.steadyMs - session.phaseSteadyMs;
  switch (session.phase) {
    case "placing":
    case "launching":
    case "starting":
      return inPhaseMs < startMs ? undefined : failed("it did not become ready", true);
    case "prompting":
      return inPhaseMs < receiptMs ? undefined : failed("nobody confirmed the prompt", false);
    case "working":
      if (isLeaseOver(draft, session)) return failed("there was no sign of life", true);
      if (!session.tool && draft.steadyMs - session.movedSteadyMs >= stallMs)
        return failed("it stalled: no progress, and no tool at work", true);
      return draft.steadyMs - session.beganSteadyMs < attemptMs ? undefined : failed("the attempt took too long", true);
    case "ending":
      return undefined;
  }
}

function failed(why: string, resumes: boolean): Reason {
  return { why, afterwards: { task: "queue", burns: true, resumes } };
}

/** Not begun in time: late work may be worse than none. What has begun goes on. */
export function watchDeadlines(draft: Draft): void {
  for (const task of draft.rows("tasks")) {
    if (task.deadline === null || draft.at < task.deadline || task.state.is === "leased" || task.started > 0) continue;
    const because = taskObstacle(draft, task)?.because ?? "there was no room for it";
    closeTask(draft, task, { is: "dead", at: draft.at, code: "deadline", detail: `it was not begun before its deadline: ${because}` });
  }
}
