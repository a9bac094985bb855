/** Heard: what a listener is told of one commit: its notes, and how the tasks are that it changed. */
import type { Instant } from "../../base/instant.ts";
import { type Note, rowOf, type State } from "../../fleet/fleet.ts";
import type { News } from "./running-fleet.ts";
import { taskView, type TaskView } from "./views.ts";

export type Heard =
  | { readonly number: number; readonly at: Instant; readonly notes: readonly Note[]; readonly tasks: readonly TaskView[] }
  | { readonly number: number; readonly at: Instant; readonly lost: number };

/** The rest of a commit that changed more is seen by looking anew. */
const mostTasks = 50;

export function heard(state: State, at: Instant, news: News): Heard {
  const { number } = news;
  if ("lost" in news) return { number, at: news.at, lost: news.lost };
  const changed = news.changes.filter(({ table, row }) => (table === "tasks" || table === "ended") && row !== null).slice(0, mostTasks);
  const tasks = changed
    .flatMap(({ id }) => rowOf(state.tasks, id) ?? rowOf(state.ended, id) ?? [])
    .map((task) => taskView(state, at, task));
  return { number, at: news.at, notes: news.notes, tasks };
}
