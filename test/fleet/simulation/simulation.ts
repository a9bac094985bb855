/** Simulation: a daemon on a simulated machine, killed, frozen, doubled and lied to. The same scenario gives the same trace, event by event. */
import { createHash, type Hash } from "node:crypto";
import type { Arrival, Event, Happening, Keeper, Order, State } from "../../../src/fleet/fleet.ts";
import { type Chance, chanceFrom } from "../../lib/random.ts";
import { type Agenda, newAgenda } from "./agenda.ts";
import { type Disk, newDisk } from "./disk.ts";
import type { FleetCode } from "./code.ts";
import { carryOut } from "./host.ts";
import { type Machine, newMachine, type Process } from "./machine.ts";
import { planMishaps } from "./mishaps.ts";
import { epoch, noFaults, type Rates, type Scenario } from "./scenario.ts";
import { type Watcher, watcherOf } from "./watcher.ts";

export type Simulation = {
  readonly scenario: Scenario;
  readonly agenda: Agenda;
  readonly chance: Chance;
  readonly machine: Machine;
  readonly disk: Disk;
  readonly watcher: () => Watcher;
  readonly rates: () => Rates;
  /** To whichever daemon lives when it gets there; lost if none does. */
  readonly tell: (happening: Happening) => void;
  readonly violate: (rule: string, what: string) => void;
  readonly humanTakes: (process: Process) => void;
  readonly stepsOf: (task: string) => number;
  readonly isGuardMissing: () => boolean;
  readonly isGivenUp: (session: string) => boolean;
  readonly state: () => State | undefined;
  readonly switches: Switches;
  readonly kill: () => void;
  readonly freeze: (ms: number) => void;
};

/** What the mishaps turn on and off. */
export type Switches = { wallOffsetMs: number; isDiskFull: boolean; isGuardMissing: boolean; isQuietNow: boolean };

export type Report = {
  readonly hash: string;
  readonly violations: readonly string[];
  readonly events: number;
  readonly kills: number;
  readonly seen: ReadonlySet<string>;
  readonly finished: boolean;
  readonly state: State | undefined;
  readonly machine: Machine;
  readonly disk: Disk;
};

class Killed extends Error {}

type Daemon = {
  readonly keeper: Keeper;
  readonly startedMs: number;
  is: "alive" | "frozen" | "dead";
  /** What waits for it while it is frozen. */
  readonly waiting: (() => void)[];
  /** What has reached it since its last commit. */
  readonly turn: Event[];
};

export type Options = {
  readonly skipsSync?: boolean;
  /** It ends after so many violations. */
  readonly most?: number;
};

const oneSecondMs = 1_000;

export function simulate(fleet: FleetCode, scenario: Scenario, options: Options = {}): Report {
  const run = new Run(fleet, scenario, options);
  return run.toTheEnd();
}

class Run {
  readonly agenda = newAgenda();
  readonly chance: Chance;
  readonly machine: Machine;
  readonly disk: Disk;
  readonly watcher: Watcher;
  readonly switches: Switches = { wallOffsetMs: 0, isDiskFull: false, isGuardMissing: false, isQuietNow: false };
  readonly simulation: Simulation;
  private readonly hash: Hash = createHash("sha256");
  private readonly violations: string[] = [];
  private readonly busyUntil = new Map<string, number>();
  private daemon: Daemon | undefined;
  private events = 0;
  private kills = 0;
  /** The kill that is planned for this event: at a moment of the commit, or after so many orders. */
  private killAt: "before-sync" | "after-sync" | number | undefined;
  private given: Order[] = [];

  private readonly fleet: FleetCode;
  private readonly scenario: Scenario;
  private readonly most: number;

  constructor(fleet: FleetCode, scenario: Scenario, options: Options) {
    this.fleet = fleet;
    this.scenario = scenario;
    this.most = options.most ?? 20;
    this.chance = chanceFrom(scenario.seed ^ 0x5f3759df);
    this.machine = newMachine(scenario.accounts);
    this.disk = newDisk({
      at: (moment) => {
        if (this.killAt === moment) throw new Killed();
      },
      isFull: () => this.switches.isDiskFull,
      skipsSync: options.skipsSync ?? false,
    });
    this.simulation = this.describe();
    this.watcher = watcherOf(fleet, this.simulation);
  }

  private describe(): Simulation {
    return {
      scenario: this.scenario,
      agenda: this.agenda,
      chance: this.chance,
      machine: this.machine,
      disk: this.disk,
      watcher: () => this.watcher,
      rates: () => (this.agenda.now() < this.scenario.faultsUntilMs && !this.switches.isQuietNow ? this.scenario.rates : noFaults),
      tell: (happening) => this.tell(happening),
      violate: (rule, what) => void this.violations.push(`${rule}: ${what} (at ${this.agenda.now()} ms)`),
      humanTakes: (process) => {
        process.isHuman = true;
        this.tell({ is: "session-taken", session: process.session, by: "ann" });
      },
      stepsOf: (task) => 1 + ((Number(task.slice(1)) * 7) % this.scenario.steps),
      isGuardMissing: () => this.switches.isGuardMissing,
      isGivenUp: (session) => this.watcher.isGivenUp(session),
      state: () => this.daemon?.keeper.state(),
      switches: this.switches,
      kill: () => this.crash(),
      freeze: (ms) => this.freeze(ms),
    };
  }

  toTheEnd(): Report {
    this.start();
    for (const { atMs, arrival, cancelAfterMs } of this.scenario.arrivals) {
      this.agenda.after(atMs, () => this.offer(arrival));
      if (cancelAfterMs !== null)
        this.agenda.after(atMs + cancelAfterMs, () => this.tell({ is: "task-cancelled", task: arrival.task, by: "ann" }));
    }
    planMishaps(this.simulation);
    let finished = false;
    for (let count = 1; !finished && this.violations.length < this.most && this.agenda.advance(this.scenario.endMs); count += 1) {
      finished = count % 32 === 0 && this.agenda.now() > this.scenario.faultsUntilMs && this.watcher.isFinished();
    }
    if (!finished && this.violations.length === 0) this.watcher.sayWhatIsLeft();
    this.watcher.atTheEnd();
    return {
      hash: this.hash.digest("hex"),
      violations: this.violations,
      events: this.events,
      kills: this.kills,
      seen: this.watcher.seen,
      finished,
      state: this.daemon?.keeper.state(),
      machine: this.machine,
      disk: this.disk,
    };
  }

  /** A door keeps what it was given until it knows that it is kept elsewhere. */
  private offer(arrival: Arrival): void {
    if (this.watcher.isTaken(arrival.task)) {
      // A crash of the door: it tells once more what it had told, however long ago.
      if (this.chance.below(3) === 0) this.agenda.after(this.chance.below(180_000), () => this.tellAgain(arrival));
      return;
    }
    this.tell({ is: "task-arrived", ...arrival });
    this.agenda.after(2 * oneSecondMs, () => this.offer(arrival));
  }

  private tellAgain(arrival: Arrival): void {
    if (!this.machine.archive.has(arrival.task)) this.tell({ is: "task-arrived", ...arrival });
  }

  private start(): void {
    const opened = this.fleet.openKeeper(this.disk.store, (order) => this.give(order));
    if (!opened.ok) {
      this.simulation.violate("start", opened.fault.what);
      return;
    }
    const daemon: Daemon = { keeper: opened.value, startedMs: this.agenda.now(), is: "alive", waiting: [], turn: [] };
    this.daemon = daemon;
    this.watcher.onStart(daemon.keeper.state());
    const { settings, projects, accounts, movingAcknowledged } = this.scenario;
    this.deliver(daemon, { is: "daemon-started" });
    this.deliver(daemon, { is: "configured", settings });
    for (const project of projects) this.deliver(daemon, { is: "project-known", project });
    for (const { settings: account } of accounts) this.deliver(daemon, { is: "account-known", account });
    if (movingAcknowledged) this.deliver(daemon, { is: "operator-said", command: "acknowledge-moving", about: "fleet", by: "ann" });
    // What lies claimed in the inbox is told again: a door cannot know what the last daemon had kept.
    for (const { arrival, atMs } of this.scenario.arrivals) {
      if (arrival.door === "inbox" && atMs <= this.agenda.now() && this.watcher.isOpen(arrival.task))
        this.deliver(daemon, { is: "task-arrived", ...arrival });
    }
    this.tick(daemon);
  }

  private tick(daemon: Daemon): void {
    this.agenda.after(oneSecondMs, () => {
      if (daemon.is === "dead") return;
      this.deliver(daemon, { is: "clock" });
      this.tick(daemon);
    });
  }

  private tell(happening: Happening): void {
    this.agenda.after(1 + this.chance.below(40), () => {
      if (this.daemon !== undefined) this.deliver(this.daemon, happening);
    });
  }

  private deliver(daemon: Daemon, happening: Happening): void {
    if (daemon.is === "dead") return;
    if (daemon.is === "frozen") {
      if (daemon.waiting.length < 500) daemon.waiting.push(() => this.deliver(daemon, happening));
      return;
    }
    const { wallOffsetMs } = this.switches;
    const now = this.agenda.now();
    const event: Event = {
      ...happening,
      version: this.fleet.eventVersion,
      at: epoch + now + wallOffsetMs,
      steadyMs: now - daemon.startedMs,
    };
    daemon.turn.push(event);
    const { turnMs } = this.scenario;
    if (turnMs === 0) this.endTurn(daemon);
    else if (daemon.turn.length === 1) this.agenda.after(turnMs, () => this.endTurn(daemon));
  }

  private endTurn(daemon: Daemon): void {
    if (daemon.is === "frozen") daemon.waiting.unshift(() => this.endTurn(daemon));
    else if (daemon.is === "alive") this.take(daemon, daemon.turn.splice(0));
  }

  private take(daemon: Daemon, events: readonly Event[]): void {
    const before = daemon.keeper.state();
    this.planKill();
    this.given = [];
    this.events += events.length;
    try {
      const taken = daemon.keeper.take(events);
      this.killAt = undefined;
      if (!taken.ok) return this.refused(daemon, events, taken.fault.code);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return this.crash();
    }
    const after = daemon.keeper.state();
    this.hash.update(JSON.stringify([this.agenda.now(), ...events, this.given]));
    if (daemon === this.daemon) this.watcher.onTurn({ before, events, after, given: this.given });
  }

  private planKill(): void {
    this.killAt = undefined;
    const { kill } = this.simulation.rates();
    if (kill === 0 || this.chance.below(1_000_000) >= kill * 1_000_000) return;
    this.killAt = this.chance.of(["before-sync", "after-sync", 0, 1, 2] as const);
  }

  private refused(daemon: Daemon, events: readonly Event[], code: string): void {
    if (code === "store.full") {
      for (const event of events) if (event.is !== "clock") this.agenda.after(3 * oneSecondMs, () => this.deliver(daemon, event));
      return;
    }
    if (code !== "store.superseded" || daemon === this.daemon) this.simulation.violate("store", code);
    daemon.is = "dead";
  }

  /** In the middle of a commit, or of handing out what it ordered: some orders are given, the others are not. */
  private give(order: Order): void {
    if (this.killAt === this.given.length) throw new Killed();
    const { daemon } = this;
    if (!this.disk.isOnDisk("outbox", order.id)) this.simulation.violate("order before commit", `${order.id} ${order.do} is in no store`);
    this.given.push(order);
    this.watcher.onOrder(order);
    const key = "session" in order ? order.session : "task" in order ? order.task : order.id;
    const now = this.agenda.now();
    const at = Math.max(now + 5 + this.chance.below(300), (this.busyUntil.get(key) ?? 0) + 1);
    this.busyUntil.set(key, at);
    this.agenda.after(at - now, () => this.reach(daemon, order));
  }

  /** A host lives and dies with its daemon. */
  private reach(daemon: Daemon | undefined, order: Order): void {
    if (daemon?.is === "frozen") daemon.waiting.push(() => this.reach(daemon, order));
    else if (daemon === undefined || daemon.is === "alive") carryOut(this.simulation, order);
  }

  private crash(): void {
    const { daemon } = this;
    if (daemon === undefined || daemon.is === "dead") return;
    this.kills += 1;
    daemon.is = "dead";
    this.daemon = undefined;
    this.killAt = undefined;
    this.disk.crash(this.chance.below(2));
    this.agenda.after(100 + this.chance.below(4_000), () => {
      if (this.daemon === undefined) this.start();
    });
  }

  /** It is stopped and thought to be dead; a second one takes its place; then it wakes and goes on as if nothing had been. */
  private freeze(ms: number): void {
    const { daemon } = this;
    if (daemon === undefined || daemon.is !== "alive") return;
    daemon.is = "frozen";
    this.agenda.after(ms / 2, () => {
      if (daemon.is !== "frozen" || this.daemon !== daemon) return;
      this.disk.letGo();
      this.start();
    });
    this.agenda.after(ms, () => {
      if (daemon.is !== "frozen") return;
      daemon.is = "alive";
      for (const action of daemon.waiting.splice(0)) action();
    });
  }
}
