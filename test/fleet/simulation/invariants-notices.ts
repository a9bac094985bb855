/** What must hold of notices: one message for each incident, none but alarms in the quiet hours, and what must be told is told. */
import { changed, find, type Moment } from "./moment.ts";

const minuteMs = 60_000;

export function checkNotices(moment: Moment): void {
  const { before, after, event, fresh, violate } = moment;
  const quiet = find(after, "fleet", "fleet")?.settings.quiet ?? null;
  for (const order of fresh) {
    if (order.do !== "notify") continue;
    if (find(before, "incidents", order.incident)?.told === true) violate("told twice", `${order.incident} was told before`);
    if (fresh.filter((one) => one.do === "notify" && one.incident === order.incident).length > 1) violate("told twice", order.incident);
    const minute = Math.floor(event.at / minuteMs) % 1440;
    if (quiet !== null && order.urgency !== "alarm" && minute >= quiet.fromMinute && minute < quiet.toMinute)
      violate("quiet", `${order.incident} was told at night`);
  }
  for (const { id, is } of changed(moment, "ended")) {
    if (is?.state.is === "dead" && find(after, "incidents", `dead:${id}`) === undefined)
      violate("untold", `nobody was told that ${id} is dead`);
  }
  for (const { id, was, is } of changed(moment, "incidents")) {
    const dead = id.startsWith("dead:") && was === undefined ? find(after, "ended", id.slice(5))?.state.is : "dead";
    if (is !== undefined && dead !== "dead") violate("false alarm", `${id} was told, and the task is ${dead}`);
    if (was !== undefined && is !== undefined && is.count < was.count) violate("count", `incident ${id} was counted back`);
    if (is?.told === true && was?.told !== true && !fresh.some((order) => order.do === "notify" && order.incident === id))
      violate("untold", `${id} says told and was not`);
  }
}
