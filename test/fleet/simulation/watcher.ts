/** Watcher: sees every step and every order, and says which invariant was broken. It knows the truth of the machine, which the daemon does not. */
import type { Event, Order, State } from "../../../src/fleet/fleet.ts";
import { checkAccounts, checkPlacement } from "./invariants-accounts.ts";
import { checkLeases, checkOrders } from "./invariants-leases.ts";
import { checkNotices } from "./invariants-notices.ts";
import { checkSpending } from "./invariants-money.ts";
import { checkCount, checkDispatch, checkTasks } from "./invariants-tasks.ts";
import { checkTimes } from "./invariants-times.ts";
import { all, changed, find, type Moment } from "./moment.ts";
import type { FleetCode } from "./code.ts";
import type { Simulation } from "./simulation.ts";

type Stepped = { readonly before: State; readonly event: Event; readonly after: State; readonly given: readonly Order[] };

export type Watcher = {
  readonly onStart: (state: State) => void;
  readonly onStep: (stepped: Stepped) => void;
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
];

export function watcherOf(fleet: FleetCode, simulation: Simulation): Watcher {
  const taken = new Set<string>();
  const givenUp = new Set<string>();
  const seen = new Set<string>();
  const retried = new Map<string, number>();
  let latest: State = fleet.emptyState();
  let steps = 0;
  const { violate } = simulation;

  const whole = (state: State): void => {
    checkCount(state, { taken, archived: simulation.machine.archive, violate });
    for (const task of all(state, "tasks")) checkWhy(fleet, state, task.id);
  };
  const checkWhy = (code: FleetCode, state: State, task: string): void => {
    const { code: word, sentence } = code.why(state, task, find(state, "fleet", "fleet")?.wallMs ?? 0);
    seen.add(`why ${word}`);
    if (word === "unknown" || sentence.length < 20) violate("why", `task ${task} has no why`);
  };

  return {
    onStart: (state) => {
      latest = state;
      whole(state);
    },
    onStep: (stepped) => {
      latest = stepped.after;
      steps += 1;
      if (stepped.event.is === "task-arrived") taken.add(stepped.event.task);
      const fresh = stepped.given.filter((order) => find(stepped.before, "outbox", order.id) === undefined);
      const moment: Moment = { ...stepped, fresh, simulation, violate };
      noteSeen(moment, seen);
      noteGivenUp(moment, givenUp);
      for (const check of checks) check(moment);
      for (const { is } of changed(moment, "tasks")) if (is !== undefined) checkWhy(fleet, latest, is.id);
      if (steps % fullCheckEvery === 0) whole(latest);
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
  const arrived = new Set(disk.notes().flatMap((note) => (note.what === "arrived" ? [note.task] : [])));
  for (const { arrival } of scenario.arrivals) {
    if ((find(state, "tasks", arrival.task) ?? find(state, "ended", arrival.task)) !== undefined && !arrived.has(arrival.task)) {
      violate("journal", `${arrival.task} has no history`);
    }
  }
}
