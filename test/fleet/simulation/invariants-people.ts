/** What must hold of what people command and are told: it is done at once, it stays done, and what is over is told no more. */
import { all, changed, find, type Moment } from "./moment.ts";

export function checkPeople(moment: Moment): void {
  checkCommand(moment);
  checkResolved(moment);
  checkSaved(moment);
}

function checkCommand({ after, before, event, violate }: Moment): void {
  if (event.is !== "operator-said") return;
  const { command, about } = event;
  const account = find(before, "accounts", about) === undefined ? undefined : find(after, "accounts", about);
  if (account !== undefined) {
    if (command === "pause" && account.held === null) violate("command", `${about} was paused and is in use`);
    if ((command === "drain" || command === "failover") && !account.draining) violate("command", `${about} is to be left and is in use`);
    if (command === "resume" && (account.held !== null || account.draining)) violate("command", `${about} was resumed and is not in use`);
  }
  const ordered = all(after, "sessions").filter((one) => {
    if (one.kind === "human") return false;
    if (command === "failover") return one.account === about;
    return command === "stop" && (about === "fleet" || one.id === about || one.task === about);
  });
  for (const session of ordered)
    if (session.kind === "worker" && session.ending === null) violate("command", `${session.id} works on after ${command} ${about}`);
  const fleet = find(after, "fleet", "fleet");
  if (about === "fleet" && (command === "pause" || command === "stop") && fleet?.paused === null) violate("command", "the fleet goes on");
  if (about === "fleet" && command === "resume" && fleet?.paused !== null) violate("command", "the fleet stays paused");
}

/** An incident that is over is told anew when it comes again. */
function checkResolved({ after, event, violate }: Moment): void {
  const over = (id: string): void => {
    if (find(after, "incidents", id) !== undefined) violate("resolved", `${id} is over and still counts`);
  };
  if (event.is === "operator-said" && event.command === "resume" && find(after, "accounts", event.about) !== undefined)
    over(`account:${event.about}`);
  if (event.is === "task-retried" && find(after, "tasks", event.task) !== undefined) over(`dead:${event.task}`);
  if (event.is === "disk" && event.state === "free") over("disk:fleet");
}

/** What is at work is saved before it is ended, and what was saved is kept. */
function checkSaved(moment: Moment): void {
  const { after, before, event, fresh, violate } = moment;
  for (const { id, was, is } of changed(moment, "sessions")) {
    if (is?.kind !== "worker" || is.ending?.step !== "interrupting" || was?.kind !== "worker" || was.ending !== null) continue;
    for (const errand of ["interrupt", "take-checkpoint"] as const)
      if (!fresh.some((order) => order.do === errand && order.session === id)) violate("saved", `${id} is being ended without ${errand}`);
  }
  if (event.is !== "checkpoint-taken") return;
  const session = find(before, "sessions", event.session);
  if (session?.kind !== "worker" || !session.worked || find(before, "leases", session.task)?.session !== session.id) return;
  if (find(after, "tasks", session.task) === undefined) return;
  const kept = find(after, "checkpoints", session.task);
  if (kept?.session !== session.id || kept.transcriptBytes !== event.seen.transcriptBytes)
    violate("saved", `what ${session.id} saved of ${session.task} was not kept`);
}
