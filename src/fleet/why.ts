/** Why: what a task is doing, or what it waits for, in one sentence. Every task has one. */
import type { Instant } from "../base/instant.ts";
import { type Look, lookAt } from "./draft.ts";
import { type Obstacle, placeFor } from "./placing.ts";
import { fleetObstacle, projectObstacle, rankingOf, taskObstacle } from "./queue.ts";
import type { State } from "./state.ts";
import { tallyOf } from "./tally.ts";
import type { Task } from "./task.ts";

/** `code` is stable: an obstacle, or what the task is. */
export type Why = { readonly code: string; readonly sentence: string };

export function why(state: State, id: string, at: Instant): Why {
  const look = lookAt(state, at);
  const ended = look.get("ended", id);
  if (ended !== undefined) return whyEnded(ended);
  const task = look.get("tasks", id);
  if (task === undefined) return { code: "unknown", sentence: `there is no task \`${id}\`` };
  if (task.state.is === "leased") return whyLeased(look, task);
  const { code, because } = obstacleOf(look, task);
  const aside = task.state.is === "parked" ? `task \`${id}\` was put aside unharmed and waits because` : `task \`${id}\` waits because`;
  return { code, sentence: `${aside} ${because}` };
}

/** The first thing in the way, in the order in which they would have to be cleared. */
function obstacleOf(look: Look, task: Task): Obstacle {
  const tally = tallyOf(look);
  const own = taskObstacle(look, task) ?? fleetObstacle(look) ?? projectObstacle(look, tally, task);
  if (own !== undefined) return own;
  const placement = placeFor(look, tally, task);
  if (!placement.ok) return placement.obstacle;
  const comesBefore = rankingOf(look);
  const ahead = look.rows("tasks").filter((one) => one.id !== task.id && one.state.is !== "leased" && comesBefore(one, task));
  if (tally.freeSlots.length === 0) {
    return {
      code: "pool-full",
      because: `all ${look.settings().pool.most} sessions of the pool are at work; ${ahead.length} tasks are before it`,
    };
  }
  return { code: "turn-of-others", because: `it is its turn now; ${ahead.length} tasks are before it` };
}

function whyLeased(look: Look, task: Task): Why {
  const session = look.get("leases", task.id)?.session ?? "";
  const row = look.get("sessions", session);
  const phase = row?.kind === "worker" ? row.phase : "working";
  const ending = row?.kind === "worker" && row.ending !== null ? `: ${row.ending.why}` : "";
  const account = row?.account ?? "";
  return { code: phase, sentence: `task \`${task.id}\` is with session ${session} on account \`${account}\`, which is ${phase}${ending}` };
}

function whyEnded({ id, state }: Task): Why {
  switch (state.is) {
    case "dead":
      return { code: "dead", sentence: `task \`${id}\` is given up: ${state.detail}; \`sheepdog task retry ${id}\` tries it again` };
    case "cancelled":
      return { code: "cancelled", sentence: `task \`${id}\` was cancelled by ${state.by}` };
    default:
      return { code: state.is, sentence: `task \`${id}\` is ${state.is}` };
  }
}
