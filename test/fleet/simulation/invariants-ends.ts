/** What must hold of refusals and ends: each has the reason that it names, and nothing is refused or given up without one. */
import type { Event, State, Task } from "../../../src/fleet/fleet.ts";
import { all, changed, find, type Moment } from "./moment.ts";

export function checkEnds(moment: Moment): void {
  for (const { was, is } of changed(moment, "ended")) if (was === undefined && is !== undefined) checkReason(moment, is);
  if (moment.event.is === "task-arrived") checkArrival(moment, moment.event);
  if (changed(moment, "keys").length > 0 || changed(moment, "ended").length > 0) checkKeys(moment);
}

function checkReason(moment: Moment, { id, state, burned, started, deadline, text }: Task): void {
  const { after, event, violate } = moment;
  const settings = find(after, "fleet", "fleet")?.settings;
  if (state.is !== "dead" || settings === undefined) return;
  if (state.at !== event.at) violate("end", `${id} says that it ended at another time than it did`);
  if (state.detail === "") violate("end", `${id} is dead for no reason that anybody could read`);
  switch (state.code) {
    case "attempts":
      if (burned !== settings.attempts) violate("end", `${id} was given up after ${burned} of ${settings.attempts} attempts`);
      return;
    case "deadline":
      if (started > 0) violate("end", `${id} had begun, and its deadline ended it`);
      if (deadline === null || event.at < deadline) violate("end", `${id} ended before its deadline`);
      return;
    case "empty":
      if (text.trim() !== "") violate("end", `${id} has a text and was refused as empty`);
      return;
    case "too-long":
      if (event.is === "task-arrived" && text.length <= settings.textChars) violate("end", `${id} is not too long`);
      return;
    case "not-permitted":
      if (event.is !== "task-arrived" || trespass(moment.before, event) === undefined) violate("end", `${id} was permitted`);
  }
}

type Arrived = Extract<Event, { readonly is: "task-arrived" }>;

function checkArrival({ before, after, violate }: Moment, event: Arrived): void {
  if (find(before, "tasks", event.task) !== undefined || find(before, "ended", event.task) !== undefined) return;
  const isOpen = find(after, "tasks", event.task) !== undefined;
  const why = trespass(before, event);
  if (isOpen && why !== undefined) violate("permitted", `${event.task} was taken, and ${why}`);
  if (isOpen && event.text.trim() === "") violate("permitted", `${event.task} was taken without a text`);
  const holder = event.key === null ? undefined : all(before, "tasks").find((task) => task.key === event.key);
  if (isOpen && holder !== undefined) violate("key", `${event.task} was taken beside ${holder.id}, which has the same key`);
  const end = find(after, "ended", event.task)?.state;
  if (end?.is === "cancelled" && holder === undefined) violate("key", `${event.task} was refused as one that is not open`);
}

/** Why an agent may not give this task. */
function trespass(state: State, { by, project }: Arrived): string | undefined {
  const settings = find(state, "fleet", "fleet")?.settings;
  if (by.is === "person" || settings === undefined) return undefined;
  if (by.project !== project) return "its agent is of another project";
  if (by.depth > settings.agentDepth) return "agents gave it through too many others";
  const given = all(state, "tasks").filter((task) => task.by.is === "agent" && task.by.session === by.session).length;
  return given >= settings.openPerAgent ? "its agent has given too many" : undefined;
}

/** A key belongs to an open task, and every open task with a key holds it. */
function checkKeys({ after, violate }: Moment): void {
  for (const { id, holder } of all(after, "keys"))
    if (find(after, "tasks", holder)?.key !== id) violate("key", `${id} is held by ${holder}, which has no use for it`);
  for (const { id, key } of all(after, "tasks"))
    if (key !== null && find(after, "keys", key)?.holder !== id) violate("key", `${id} is open and does not hold ${key}`);
}
