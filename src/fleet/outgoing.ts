/** Outgoing orders: given again until they are answered, and taken back when what they are about is over. */
import type { Draft } from "./draft.ts";
import type { Task } from "./task.ts";

/** A session that ends needs none of what was ordered for it; `end` itself stays. */
export function dropOrders(draft: Draft, session: string): void {
  for (const { id, order } of draft.rows("outbox")) {
    if ("session" in order && order.session === session && order.do !== "end") draft.drop("outbox", id);
  }
}

/** People who watch the folder see where the task is now, not where it was. */
export function settleFile(draft: Draft, task: Task, as: "dispatched" | "done" | "dead" | "cancelled" | "inbox"): void {
  if (task.door !== "inbox") return;
  for (const { id, order } of draft.rows("outbox")) if (order.do === "settle-file" && order.task === task.id) draft.drop("outbox", id);
  draft.order({ do: "settle-file", task: task.id, as });
}

/** With the clock: what was not answered is given once more, later each time. */
export function giveUnanswered(draft: Draft): void {
  const { answerMs, backoffMostMs } = draft.settings();
  const due = draft.rows("outbox").filter((one) => draft.steadyMs >= one.againSteadyMs);
  for (const row of due.toSorted((one, other) => numberOf(one.id) - numberOf(other.id))) {
    const waitMs = Math.min(Math.max(answerMs, backoffMostMs), answerMs * 2 ** Math.min(row.tries, 8));
    draft.put("outbox", { ...row, tries: row.tries + 1, againSteadyMs: draft.steadyMs + waitMs });
    draft.giveAgain(row.order);
  }
}

/** A new daemon cannot know what the last one's hosts had done: everything unanswered is given again, under the same ids. */
export function giveAllAgain(draft: Draft): void {
  for (const row of draft.rows("outbox").toSorted((one, other) => numberOf(one.id) - numberOf(other.id))) {
    draft.put("outbox", { ...row, againSteadyMs: draft.steadyMs + draft.settings().answerMs });
    draft.giveAgain(row.order);
  }
}

function numberOf(order: string): number {
  return Number(order.slice(1));
}
