/** Watcher: sees every step and every order, and says which invariant was broken. It knows the truth of the machine, which the daemon does not. */
import { isDeepStrictEqual } from "node:util";
import { type Event, type Note, type Order, type State, tableNames } from "../../../src/fleet/fleet.ts";
import { checkAccounts, checkPlacement } from "./invariants-accounts.ts";
import { checkEnds } from "./invariants-ends.ts";
import { checkLaunches } from "./invariants-launches.ts";
import { checkLeases, checkOrders } from "./invariants-leases.ts";
import { checkNotices } from "./invariants-notices.ts";
import { checkPeople } from "./invariants-people.ts";
import { checkSpending } from "./invariants-money.ts";
import { checkCount, checkDispatch, checkTasks } from "./invariants-tasks.ts";
import { checkTimes } from "./invariants-times.ts";
import { all, changed, find, type Moment } from "./moment.ts";
import type { FleetCode } from "./code.ts";
import type { Simulation } from "./simulation.ts";

/** What a daemon took in one commit. */
type Turn = { readonly before: State; readonly events: readonly Event[]; readonly after: State; readonly given: readonly Order[] };
type Stepped = { readonly before: State; readonly event: Event; readonly after: State; readonly given: readonly Order[] };

export type Watcher = {
  readonly onStart: (state: State) => void;
  readonly onTurn: (turn: Turn) => void;
  readonly onOrder: (order: Order) => void;
  readonly atTheEnd: () => void;
  readonly isTaken: (task: string) => boolean;
  readonly isOpen: (task: string) => boolean;
  readonly isGivenUp: (session: string) => boolean;
  readonly isFinished: () => boolean;
  readonly sayWhatIsLeft: () => void;
  readonly held: () => readonly string[];
  readonly retriable: () => readonly string[];
  /** Everything that occurred, for the proof that the simulation reaches all of it. */
  readonly seen: ReadonlySet<string>;
};

const fullCheckEvery = 400;
const diskCheckEvery = 20;

const checks = [
  checkTasks,
  checkDispatch,
  checkLeases,
  checkOrders,
  checkAccounts,
  checkPlacement,
  checkSpending,
  checkNotices,
  checkTimes,
  checkLaunches,
  checkEnds,
  checkPeople,
];

export function watcherOf(fleet: FleetCode, simulation: Simulation): Watcher {
  const taken = new Set<string>();
  const givenUp = new Set<string>();
  const seen = new Set<string>();
  const retried = new Map<string, number>();
  let latest: State = fleet.emptyState();
  let steps = 0;
  const { violate } = simulation;

  const checkWhy = (state: State, task: string): void => checkReason({ fleet, seen, violate }, state, task);
  const whole = (state: State): void => {
    checkCount(state, { taken, archived: simulation.machine.archive, violate });
    for (const task of all(state, "tasks")) checkWhy(state, task.id);
  };

  const onStep = (stepped: Stepped): void => {
    latest = stepped.after;
    steps += 1;
    if (stepped.event.is === "task-arrived") taken.add(stepped.event.task);
    const fresh = stepped.given.filter((order) => find(stepped.before, "outbox", order.id) === undefined);
    const moment: Moment = { ...stepped, fresh, simulation, violate };
    noteSeen(moment, seen);
    noteGivenUp(moment, givenUp);
    for (const check of checks) check(moment);
    for (const { is } of changed(moment, "tasks")) if (is !== undefined) checkWhy(latest, is.id);
    if (steps % fullCheckEvery === 0) whole(latest);
  };

  return {
    onStart: (state) => {
      latest = state;
      whole(state);
    },
    onTurn: (turn) => {
      for (const stepped of stepsOf(fleet, turn, violate)) onStep(stepped);
      latest = turn.after;
      if (steps % diskCheckEvery === 0) checkDisk(simulation, latest);
    },
    onOrder: (order) => seen.add(order.do === "launch" && order.resume !== null ? `order launch ${order.resume.how}` : `order ${order.do}`),
    atTheEnd: () => {
      whole(latest);
      checkEnd(simulation, latest);
    },
    isTaken: (task) => taken.has(task),
    isOpen: (task) => taken.has(task) && find(latest, "ended", task) === undefined && !simulation.machine.archive.has(task),
    isGivenUp: (session) => givenUp.has(session),
    isFinished: () => taken.size === simulation.scenario.arrivals.length && open(latest).length === 0 && all(latest, "outbox").length === 0,
    sayWhatIsLeft: () => {
      for (const task of open(latest))
        violate("not finished", fleet.why(latest, task, find(latest, "fleet", "fleet")?.wallMs ?? 0).sentence);
      for (const { order } of all(latest, "outbox")) violate("not answered", `${order.do} ${order.id}`);
      if (taken.size !== simulation.scenario.arrivals.length)
        violate("not taken", `${taken.size} of ${simulation.scenario.arrivals.length}`);
    },
    held: () => heldIn(latest),
    retriable: () => retriableIn(latest, retried),
    seen,
  };
}

type Reasons = { readonly fleet: FleetCode; readonly seen: Set<string>; readonly violate: Moment["violate"] };

function checkReason({ fleet, seen, violate }: Reasons, state: State, task: string): void {
  const { code, sentence } = fleet.why(state, task, find(state, "fleet", "fleet")?.wallMs ?? 0);
  seen.add(`why ${code}`);
  if (code === "unknown" || sentence.length < 20) violate("why", `task ${task} has no why`);
}

/** Several events in one commit come to the same as one after the other: the same rows, and the orders that none of them took back. */
function stepsOf({ step }: FleetCode, { before, events, after, given }: Turn, violate: Moment["violate"]): readonly Stepped[] {
  const [only, ...more] = events;
  if (only !== undefined && more.length === 0) return [{ before, event: only, after, given }];
  const steps: Stepped[] = [];
  let state = before;
  for (const event of events) {
    const made = step(state, event);
    steps.push({ before: state, event, after: made.state, given: made.orders });
    state = made.state;
  }
  if (!isDeepStrictEqual(rowsIn(state), rowsIn(after))) violate("turn", `${events.length} events at once are not the same as one by one`);
  const due = steps.flatMap((one) => one.given.filter(({ id }) => find(state, "outbox", id) !== undefined));
  if (!isDeepStrictEqual(due, given)) violate("turn", `${due.length} orders were due, ${given.length} were given`);
  return steps;
}

function rowsIn(state: State): ReadonlyMap<string, unknown> {
  return new Map(tableNames.flatMap((table) => all(state, table).map((row) => [`${table} ${row.id}`, row] as const)));
}

/** What the next daemon would find is what this one believes. */
function checkDisk({ disk, violate }: Simulation, state: State): void {
  const believed = rowsIn(state);
  const kept = disk.rowsOnDisk();
  const odd = kept.find(({ table, id, row }) => !isDeepStrictEqual(row, believed.get(`${table} ${id}`)));
  if (odd !== undefined) violate("disk", `\`${odd.table}/${odd.id}\` on the disk is not what the daemon believes`);
  if (kept.length !== believed.size) violate("disk", `${kept.length} rows are on the disk, the daemon believes in ${believed.size}`);
}

/** Which parts of the closed lists this step has touched. */
function noteSeen(moment: Moment, seen: Set<string>): void {
  const { event } = moment;
  seen.add(`event ${event.is}`);
  if (event.is === "turn-ended") seen.add(`outcome ${event.outcome}`);
  if (event.is === "order-failed") seen.add(`trouble ${event.code}`);
  for (const { is } of changed(moment, "ended"))
    if (is !== undefined) seen.add(`ended ${is.state.is} ${is.state.is === "dead" ? is.state.code : ""}`);
  for (const { is } of changed(moment, "lanes")) if (is !== undefined) seen.add(`lane ${is.state.is}`);
}

/** Waits for nothing that anybody could still bring about. */
function open(state: State): readonly string[] {
  return all(state, "tasks")
    .filter((task) => {
      const isBlocked = task.after.some((id) => find(state, "ended", id)?.state.is !== "done");
      const isSpent = task.budgetMicroUsd > 0 && task.microUsd >= task.budgetMicroUsd;
      return !((isBlocked || isSpent || isBroke(state, task.project)) && task.state.is !== "leased");
    })
    .map(({ id }) => id)
    .sort();
}

function isBroke(state: State, project: string): boolean {
  const row = find(state, "projects", project);
  const one = find(state, "fleet", "fleet")?.settings.attemptMicroUsd ?? 0;
  return row !== undefined && row.budgetMicroUsd > 0 && row.budgetMicroUsd - row.spentMicroUsd < one;
}

/** People try a task again, but not for ever. */
function retriableIn(state: State, retried: Map<string, number>): readonly string[] {
  const dead = all(state, "ended").filter(
    ({ id, state: end }) => end.is === "dead" && end.code === "attempts" && (retried.get(id) ?? 0) < 3,
  );
  for (const { id } of dead) retried.set(id, (retried.get(id) ?? 0) + 1);
  return dead.map(({ id }) => id).sort();
}

function heldIn(state: State): readonly string[] {
  const accounts = all(state, "accounts").filter((one) => one.held !== null || one.draining);
  const projects = all(state, "projects").filter((one) => one.held !== null);
  const tasks = all(state, "tasks").filter((one) => one.state.is === "held");
  return [...accounts, ...projects, ...tasks].map(({ id }) => id).sort();
}

/** Sessions whose process was never proved dead: the fleet has said so, and goes on in a fork. */
function noteGivenUp(moment: Moment, givenUp: Set<string>): void {
  for (const { id, was, is } of changed(moment, "sessions")) {
    if (was?.kind !== "worker" || is !== undefined) continue;
    const process = moment.simulation.machine.processes.get(id);
    if (process?.alive !== true) continue;
    givenUp.add(id);
    const tries = (was.ending?.tries ?? 0) + 1;
    const most = find(moment.after, "fleet", "fleet")?.settings.endTries ?? 0;
    if (moment.event.is === "order-failed" && moment.event.code === "still-alive" && tries < most) {
      moment.violate("slot freed", `${id} was given up after ${tries} tries`);
    }
    const isTold = find(moment.after, "incidents", `zombie:${id}`) !== undefined;
    const { conversation } = find(moment.after, "tasks", was.task) ?? { conversation: null };
    if (conversation !== null && conversation.id === process.conversation && !conversation.unproven && moment.event.is !== "session-taken")
      moment.violate("resume", `${id} lives, and its conversation is to be resumed`);
    if (!isTold && moment.event.is !== "session-taken")
      moment.violate("slot freed", `${id} was let go while its process lives, and nobody was told`);
  }
}

/** What is true of the machine when everything has come to its end. */
function checkEnd({ machine, violate, disk, scenario }: Simulation, state: State): void {
  const doneBy = new Map<string, number>();
  for (const { task, fence } of machine.effects) {
    const key = `${task} ${fence}`;
    doneBy.set(key, (doneBy.get(key) ?? 0) + 1);
  }
  for (const [key, count] of doneBy) if (count > 1) violate("unfenced double", `${key} took effect ${count} times`);
  for (const task of all(state, "ended")) {
    if (task.state.is === "done" && !machine.effects.some((effect) => effect.task === task.id))
      violate("nothing done", `${task.id} is done without effect`);
    if (
      task.door === "inbox" &&
      machine.files.get(task.id) !== undefined &&
      all(state, "outbox").length === 0 &&
      machine.files.get(task.id) !== task.state.is
    ) {
      violate("file", `${task.id} is ${task.state.is}, its file says ${machine.files.get(task.id)}`);
    }
  }
  checkHistory(disk.notes(), state, violate);
  const arrived = new Set(disk.notes().flatMap((note) => (note.what === "arrived" ? [note.task] : [])));
  for (const { arrival } of scenario.arrivals) {
    if ((find(state, "tasks", arrival.task) ?? find(state, "ended", arrival.task)) !== undefined && !arrived.has(arrival.task)) {
      violate("journal", `${arrival.task} has no history`);
    }
  }
}

/** Whoever reads a task's history finds every attempt, every time that it was put aside, every move and its end. */
function checkHistory(notes: readonly Note[], state: State, violate: Moment["violate"]): void {
  const counts = new Map<string, number>();
  for (const { task, what } of notes) counts.set(`${task} ${what}`, (counts.get(`${task} ${what}`) ?? 0) + 1);
  const count = (task: string, what: string): number => counts.get(`${task} ${what}`) ?? 0;
  for (const task of [...all(state, "tasks"), ...all(state, "ended")]) {
    if (count(task.id, "leased") !== task.started)
      violate("history", `${task.id} began ${task.started} times, its history says ${count(task.id, "leased")}`);
    if (count(task.id, "parked") !== task.parkedTimes)
      violate("history", `${task.id} was put aside ${task.parkedTimes} times, its history says ${count(task.id, "parked")}`);
    if (task.movedSteadyMs !== null && count(task.id, "moved") === 0)
      violate("history", `${task.id} was moved, and its history does not say so`);
    const ends = task.attempts.filter(({ end }) => end !== "done").length;
    if (ends > 0 && count(task.id, "ending") + count(task.id, "queued-again") + count(task.id, "held") + count(task.id, "dead") === 0)
      violate("history", `${task.id} was stopped, and its history does not say why`);
  }
  for (const { id, state: end } of all(state, "ended")) if (count(id, end.is) === 0) violate("history", `the end of ${id} is on no record`);
}
