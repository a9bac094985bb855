/** What must hold of leases, sessions and orders: one owner at a time, one process for each, and hands off what belongs to people. */
import type { Order } from "../../../src/fleet/fleet.ts";
import { all, changed, find, type Moment } from "./moment.ts";

export function checkLeases(moment: Moment): void {
  const { after, before, violate } = moment;
  const [was, is] = [find(before, "fleet", "fleet"), find(after, "fleet", "fleet")];
  if (was !== undefined && is !== undefined && (is.lastFence < was.lastFence || is.lastOrder < was.lastOrder))
    violate("fence", "numbers went back");
  if (is !== undefined && was !== undefined && is.steadyMs < was.steadyMs) violate("time", "the steady clock went back");
  for (const { id, is: task } of changed(moment, "tasks")) {
    const lease = find(after, "leases", id);
    if (task?.state.is === "leased" && lease === undefined) violate("lease", `${id} is leased without a lease`);
    if (task !== undefined && task.state.is !== "leased" && lease !== undefined) violate("lease", `${id} is ${task.state.is} with a lease`);
  }
  for (const { id, was: old, is: lease } of changed(moment, "leases")) {
    if (lease === undefined) continue;
    if (
      old !== undefined &&
      old.fence !== lease.fence &&
      old.session !== lease.session &&
      find(after, "sessions", old.session) !== undefined
    ) {
      violate("lease", `${id} was leased again while session ${old.session} is there`);
    }
    if (old === undefined && lease.fence <= (was?.lastFence ?? 0)) violate("fence", `the fence of ${id} is not new`);
    const session = find(after, "sessions", lease.session);
    if (session === undefined) violate("lease", `the lease of ${id} is with session ${lease.session}, which is not there`);
    else if (session.kind === "human") violate("hands off", `${id} was leased to a person's session`);
    if (find(after, "tasks", id) === undefined) violate("lease", `the lease of ${id} outlives its task`);
  }
  if (changed(moment, "sessions").length > 0) checkSlots(moment);
  for (const { id, was: old, is: session } of changed(moment, "sessions")) {
    if (session?.kind !== "worker" || session.ending === null || (old?.kind === "worker" && old.ending !== null)) continue;
    const task = find(after, "tasks", session.task);
    const isItsOwn = find(after, "leases", session.task)?.session === id;
    if (isItsOwn && task !== undefined && task.fence <= session.fence)
      violate("unfenced", `${id} is being ended and may still give results`);
  }
}

function checkSlots({ after, violate }: Moment): void {
  const settings = find(after, "fleet", "fleet")?.settings;
  const workers = all(after, "sessions").filter((one) => one.kind === "worker");
  const slots = new Set(workers.map((one) => one.slot));
  if (slots.size !== workers.length) violate("slot", "two sessions have one slot");
  if (settings === undefined) return;
  const outside = workers.find((one) => one.slot < settings.pool.first || one.slot >= settings.pool.first + settings.pool.most);
  if (outside !== undefined) violate("pool", `session ${outside.id} has slot ${outside.slot}`);
  for (const project of all(after, "projects")) {
    const most = project.worktrees ? project.most : 1;
    const count = workers.filter((one) => one.project === project.id).length;
    if (count > most) violate("cap", `project ${project.id} has ${count} sessions, the most is ${most}`);
  }
  for (const account of all(after, "accounts")) {
    const count = workers.filter((one) => one.account === account.id).length;
    if (count > account.most) violate("cap", `account ${account.id} has ${count} sessions, the most is ${account.most}`);
  }
}

export function checkOrders(moment: Moment): void {
  for (const order of moment.fresh) checkOrder(moment, order);
  if (moment.event.is === "daemon-started") checkAllAgain(moment);
}

function checkOrder(moment: Moment, order: Order): void {
  const { after, violate } = moment;
  if (order.do === "collect-worktree") checkCollected(moment, order.task);
  if (!("session" in order)) return;
  const session = find(after, "sessions", order.session);
  if (session?.kind === "human") violate("hands off", `${order.do} was ordered for ${order.session}, which belongs to a person`);
  if (order.do !== "launch" && order.do !== "prompt") return;
  const lease = session?.kind === "worker" ? find(after, "leases", session.task) : undefined;
  if (session?.kind !== "worker" || lease === undefined || lease.session !== order.session || lease.fence !== order.fence) {
    return violate("unfenced", `${order.do} for ${order.session} without a lease`);
  }
  const task = find(after, "tasks", session.task);
  if (task?.fence !== order.fence) violate("unfenced", `${order.do} for ${order.session} under an old fence`);
  if (order.do === "launch" && task !== undefined) {
    const { conversation } = task;
    if ((conversation === null) !== (order.resume === null))
      violate("resume", `${order.session} forgets or invents the conversation of ${task.id}`);
    if (conversation !== null && order.resume !== null && conversation.id !== order.resume.conversation)
      violate("resume", `${order.session} resumes another conversation`);
    if (conversation?.unproven === true && order.resume?.how !== "fork")
      violate("resume", `${order.session} resumes what another process may hold`);
  }
  if (order.do === "prompt" && task !== undefined && !order.text.includes(task.text))
    violate("prompt", `${task.id} was given another text`);
}

/** Only what was just seen to be ours, clean, merged and in nobody's use, of a task that needs it no more. */
function checkCollected({ after, event, violate }: Moment, task: string): void {
  const state = find(after, "ended", task)?.state.is;
  if (event.is !== "worktree-seen" || event.task !== task)
    return violate("collected", `the folder of ${task} is removed because of ${event.is}`);
  const { owned, dirty, unmerged, inUse } = event.seen;
  if (!owned || dirty !== false || unmerged !== false || inUse !== false)
    violate("collected", `the folder of ${task} is removed with what is in it`);
  if (state !== "done" && state !== "cancelled") violate("collected", `the folder of ${task} is removed, and its task is ${state}`);
}

/** A daemon that starts knows nothing of what the last one's hosts did: every order without an answer is given again. */
function checkAllAgain({ after, before, violate, given }: Moment): void {
  for (const table of ["tasks", "ended"] as const) {
    if (changed({ before, after }, table).some(({ was }) => was !== undefined)) violate("start", `a start alone changed ${table}`);
  }
  const gone = all(before, "sessions").find(({ id }) => find(after, "sessions", id) === undefined);
  if (gone !== undefined) violate("start", `a start alone gave up session ${gone.id}`);
  for (const { id } of all(before, "outbox"))
    if (!given.some((order) => order.id === id)) violate("outbox", `a start did not give ${id} again`);
  if (all(after, "outbox").length < all(before, "outbox").length) violate("outbox", "a start forgot orders without an answer");
}
