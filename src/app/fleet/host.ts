/** The fleet at work on this machine: events to the keeper, orders to hands, and whatever stirs by itself told as it comes. */
import { type Fault, sentenceOf } from "../../base/fault.ts";
import type { Instant } from "../../base/instant.ts";
import { folderOf } from "../../base/path.ts";
import { done, type Result } from "../../base/result.ts";
import { type Happening, openKeeper, type Order, type State, viewOf } from "../../fleet/fleet.ts";
import {
  ensurePrivateFolder,
  gitIn,
  readTail,
  type RunningDriver,
  sessionDriver,
  sqliteStore,
  type Surroundings,
  worktreesIn,
} from "../../hosts/node/node.ts";
import { type Entry, files } from "../../proof/ledger/ledger.ts";
import type { Health, Log, Timers } from "../daemon/duty.ts";
import { readAccount } from "./account-reading.ts";
import type { SecretOf } from "./account-desk.ts";
import { archive } from "./archive.ts";
import { attendNews } from "./attend-news.ts";
import type { Channel } from "./channel.ts";
import { errands, type Hands } from "./errands.ts";
import type { FleetPlan } from "./fleet-plan.ts";
import { introduction } from "./introduction.ts";
import { recordMove } from "./moves.ts";
import { newsroom } from "./news.ts";
import { deliver } from "./deliver.ts";
import { inboxes, type Trees, worktreeHands } from "./place-desk.ts";
import { rounds } from "./rounds.ts";
import type { RunningFleet } from "./running-fleet.ts";
import { sessionPorts } from "./session-desk.ts";
import type { SessionTokens } from "./session-tokens.ts";
import { spendingOf } from "./spending.ts";
import { traceOf } from "./trace.ts";
import { turns } from "./turns.ts";

export type FleetGround = {
  /** Where the fleet keeps all that is no row, and the file with the rows. */
  readonly folder: string;
  readonly store: string;
  readonly ledger: string;
  readonly around: Surroundings;
  readonly plan: () => FleetPlan;
  readonly channels: () => readonly Channel[];
  readonly secretOf: SecretOf;
  readonly tokens: SessionTokens;
  readonly record: (entry: Entry) => Result<void>;
  readonly log: Log;
  readonly now: () => Instant;
  /** Monotone, from whenever. */
  readonly steadyMs: () => number;
  readonly timers: Timers;
  /** The store has failed for good: what is true stands on the disk, and only a new host can read it. */
  readonly onBroken: (fault: Fault) => void;
  /** For whoever counts what is noted. */
  readonly noted: (what: string) => void;
};

export type HostedFleet = RunningFleet & {
  /** The plan has changed. */
  readonly planned: () => void;
  /** What was told is kept; sessions live on, and the next daemon finds them. */
  readonly stop: () => void;
};

/** A fault where another daemon holds the store, or it cannot be read. */
export function hostFleet(ground: FleetGround): Result<HostedFleet> {
  const made = ensurePrivateFolder(ground.folder);
  if (!made.ok) return made;
  const began = ground.steadyMs();
  const steadyMs = (): number => ground.steadyMs() - began;
  const store = sqliteStore(ground.store);
  const room = newsroom(store, () => ({ at: ground.now(), waitedMs: steadyMs() - (turn.began() ?? steadyMs()) }));
  const keeper = openKeeper(room.store, (order) => carryOut(order));
  if (!keeper.ok) return keeper;
  const { state } = keeper.value;
  const onTrouble = (fault: Fault | undefined): void => meet(ground, fault);
  const turn = turns({ keeper: keeper.value, now: ground.now, steadyMs, timers: ground.timers, onTrouble });
  const tell = (happening: Happening): void => void turn.tell(happening);
  const driver = sessionDriver(sessionPorts({ ...ground, unusable: (account) => tell(signedOut(account)) }));
  const doors = inboxes(state);
  const carryOut = traced(ground, errands(handsOf(ground, { state, driver, settle: doors.settle }), tell));
  tell({ is: "daemon-started" });
  const planned = (): void => introduction(ground, state()).forEach(tell);
  planned();
  const look = rounds({ ...ground, steadyMs, state, tell, inboxes: doors, isStuck: () => turn.trouble() !== undefined });
  void attendNews(ground, room.watch());
  return done({
    state,
    tell: turn.tell,
    journal: store.journal,
    watch: room.watch,
    spending: () => spendingOf(state()),
    health: () => healthOf(state(), { fault: turn.trouble(), at: ground.now() }),
    planned,
    stop: () => {
      look.stop();
      driver.close();
      turn.close();
      room.close();
      store.close();
    },
  });
}

function signedOut(account: string): Happening {
  return { is: "account-health", account, identity: null, health: "signed-out" };
}

type Working = { readonly state: () => State; readonly driver: RunningDriver; readonly settle: Hands["settleFile"] };

function handsOf(ground: FleetGround, { state, driver, settle }: Working): Hands {
  const { folder, ledger } = ground;
  const tail = (): Result<string> => readTail(`${ledger}/${files.records}`, ledgerTailBytes);
  return {
    sessions: driver,
    worktrees: worktreeHands(treesOf(ground), state),
    settleFile: settle,
    readAccount: (account) => readAccount(ground, account),
    archive: ({ task, body }) => archive(`${folder}/archive`, task, body),
    notify: (notice) => deliver(notice, ground.channels(), `${folder}/notices`),
    record: (order) => recordMove(order, { tail, record: ground.record }),
  };
}

function treesOf({ folder, around, plan }: FleetGround): Trees {
  const git = gitIn({ home: around.home, searchPath: around.variable("PATH") ?? "" });
  const { worktrees: place } = plan();
  return { worktrees: worktreesIn(place, git), folder: place, root: folderOf(folder) };
}

/** An order that a daemon died over is given again at the next start; so much has not been written to the ledger in between. */
const ledgerTailBytes = 4 * 1024 * 1024;

/** Every order that begins something stands in the log with the trace of its task. */
function traced({ log }: FleetGround, carryOut: (order: Order) => void): (order: Order) => void {
  return (order) => {
    const task = "task" in order ? { task: order.task, trace: traceOf(order.task) } : {};
    const session = "session" in order ? { session: order.session } : {};
    log.info(`order: ${order.do}`, { order: order.id, ...task, ...session });
    carryOut(order);
  };
}

function meet({ log, onBroken }: FleetGround, fault: Fault | undefined): void {
  if (fault === undefined) return log.info("the fleet's store can be written again");
  log.error(sentenceOf(fault), { code: fault.code });
  if (fault.code !== "store.full") onBroken(fault);
}

type Looked = { readonly fault: Fault | undefined; readonly at: Instant };

function healthOf(state: State, { fault, at }: Looked): Health {
  if (fault?.code === "store.full") return { is: "waiting", why: sentenceOf(fault) };
  if (fault !== undefined) return { is: "failed", fault };
  const { tasks, sessions } = viewOf(state, at);
  return { is: "well", about: `${sessions} sessions, ${tasks.leased} tasks at work, ${tasks.queued + tasks.parked + tasks.held} wait` };
}
