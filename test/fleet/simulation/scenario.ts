/** A scenario: everything that is decided before a simulation begins, made from one seed. */
import { type Chance, chanceFrom } from "../../lib/random.ts";
import type { AccountSettings, Arrival, ProjectSettings, Settings } from "../../../src/fleet/fleet.ts";
import { defaultSettings } from "../../../src/fleet/settings.ts";

/** How often things go wrong, each as a share of the occasions for it. */
export type Rates = {
  /** The daemon is killed in the middle of taking an event. */
  readonly kill: number;
  readonly lostAnswer: number;
  readonly doubledAnswer: number;
  readonly crash: number;
  readonly stall: number;
  readonly silence: number;
  readonly failure: number;
  readonly throttle: number;
  readonly zombie: number;
  readonly lostKeys: number;
  readonly human: number;
  readonly lie: number;
  readonly longTool: number;
  readonly hostTrouble: number;
};

export type AccountTruth = {
  readonly settings: AccountSettings;
  readonly unit: "ratio" | "percent";
  readonly resetsIn: "seconds" | "milliseconds" | "iso";
  /** Requests in one window; 0 is no limit. */
  readonly limit: number;
  readonly scopeLimit: number;
  readonly windowMs: number;
  readonly tellsReset: boolean;
};

export type Scenario = {
  readonly seed: number;
  readonly settings: Settings;
  readonly projects: readonly ProjectSettings[];
  readonly accounts: readonly AccountTruth[];
  readonly arrivals: readonly { readonly atMs: number; readonly arrival: Arrival; readonly cancelAfterMs: number | null }[];
  readonly rates: Rates;
  /** Faults of the machine happen before this; then it must all come to its end. */
  readonly faultsUntilMs: number;
  readonly endMs: number;
  readonly movingAcknowledged: boolean;
  readonly steps: number;
  /** The daemon is killed about this often, whatever it is doing; 0 is by chance alone. */
  readonly killEveryMs: number;
  /** What reaches the daemon within so long is one commit; 0 is each event its own. */
  readonly turnMs: number;
};

export const noFaults: Rates = {
  kill: 0,
  lostAnswer: 0,
  doubledAnswer: 0,
  crash: 0,
  stall: 0,
  silence: 0,
  failure: 0,
  throttle: 0,
  zombie: 0,
  lostKeys: 0,
  human: 0,
  lie: 0,
  longTool: 0,
  hostTrouble: 0,
};

const minuteMs = 60_000;

/** Times are shortened, their order is kept. */
const quickSettings: Settings = {
  ...defaultSettings,
  agent: "collie",
  promptBefore: "{title}",
  promptAfter: "Carry it out.",
  pool: { first: 11, most: 6 },
  leaseMs: 30_000,
  answerMs: 15_000,
  startMs: 60_000,
  receiptMs: 40_000,
  stallMs: 90_000,
  attemptMs: 20 * minuteMs,
  graceMs: 5_000,
  endTries: 3,
  attempts: 5,
  backoffFirstMs: 4_000,
  backoffMostMs: 60_000,
  ageingMs: 3 * minuteMs,
  readingMs: 5 * minuteMs,
  askAccountMs: 2 * minuteMs,
  resetJitterMs: 10_000,
  unknownLimitMs: 2 * minuteMs,
  moveCooldownMs: minuteMs,
  checkpointMs: 20_000,
  adoptMs: 10_000,
  endedKeptMs: 30 * 86_400_000,
  attemptMicroUsd: 2_000_000,
};

const everyday: Rates = {
  kill: 0.01,
  lostAnswer: 0.02,
  doubledAnswer: 0.03,
  crash: 0.02,
  stall: 0.012,
  silence: 0.012,
  failure: 0.025,
  throttle: 0.015,
  zombie: 0.15,
  lostKeys: 0.06,
  human: 0.005,
  lie: 0.1,
  longTool: 0.15,
  hostTrouble: 0.05,
};

/** Each scenario is worse in one respect than the others. */
const emphases: readonly Partial<Rates>[] = [
  {},
  { crash: 0.06, kill: 0.02 },
  { failure: 0.12 },
  { hostTrouble: 0.15, lostKeys: 0.15, zombie: 0.4 },
  { stall: 0.05, silence: 0.05, longTool: 0.5 },
  { human: 0.02, throttle: 0.05 },
  { lostAnswer: 0.15, doubledAnswer: 0.3, kill: 0.04 },
  { lie: 0.3 },
];

export function scenarioFrom(seed: number, tasks = 24): Scenario {
  const chance = chanceFrom(seed);
  const isEasy = chance.below(8) === 0;
  const rates = isEasy ? { ...noFaults, kill: 0.02, doubledAnswer: 0.05 } : { ...everyday, ...emphases[seed % emphases.length] };
  const projects = projectsFrom(chance);
  const overflow = chance.below(2) === 0;
  const spreadMs = tasks * (2_000 + chance.below(5_000));
  return {
    seed,
    settings: {
      ...quickSettings,
      pool: { first: 11, most: 2 + chance.below(6) },
      attempts: 2 + chance.below(4),
      driver: chance.of(["headless", "terminal"] as const),
      whenLimited: overflow ? "overflow" : "wait",
      // From three minutes after the beginning on.
      quiet: chance.below(3) === 0 ? { fromMinute: 1428, toMinute: 1439 } : null,
      endedKeptMs: chance.below(3) === 0 ? 10 * minuteMs : quickSettings.endedKeptMs,
    },
    projects,
    accounts: accountsFrom(chance),
    arrivals: arrivalsFrom(chance, { tasks, spreadMs, projects }),
    rates,
    faultsUntilMs: spreadMs + 10 * minuteMs,
    endMs: spreadMs + 8 * 60 * minuteMs,
    movingAcknowledged: chance.below(3) === 0,
    steps: 2 + chance.below(chance.below(4) === 0 ? 24 : 8),
    killEveryMs: 0,
    turnMs: seed % 3 === 0 ? 250 : 0,
  };
}

/** Very many small tasks, and a daemon that lives for seconds. */
export function crowdFrom(seed: number, tasks: number): Scenario {
  const one = scenarioFrom(seed, tasks);
  const spreadMs = tasks * 250;
  const chance = chanceFrom(seed + 1);
  const projects = ["kennel", "meadow", "barn"].map((id) => ({
    id,
    folder: `/pens/${id}`,
    account: null,
    most: 12,
    weight: 1,
    budgetMicroUsd: 0,
    worktrees: true,
  }));
  const arrivals = arrivalsFrom(chance, { tasks, spreadMs, projects });
  return {
    ...one,
    settings: {
      ...one.settings,
      pool: { first: 11, most: 24 },
      whenLimited: "overflow",
      endedKeptMs: quickSettings.endedKeptMs,
      quiet: null,
    },
    projects,
    accounts: one.accounts.map((account) => ({
      ...account,
      limit: account.settings.id === "second" ? 400 : 0,
      scopeLimit: 0,
      settings: { ...account.settings, most: 16 },
    })),
    arrivals: arrivals.map((each) => ({ ...each, arrival: { ...each.arrival, after: [], budgetMicroUsd: 0 } })),
    rates: { ...noFaults, crash: 0.005, failure: 0.004, doubledAnswer: 0.05, lostAnswer: 0.005, zombie: 0.02 },
    faultsUntilMs: spreadMs,
    endMs: spreadMs + 8 * 60 * minuteMs,
    movingAcknowledged: true,
    steps: 3,
    killEveryMs: 3_000,
  };
}

function projectsFrom(chance: Chance): readonly ProjectSettings[] {
  return ["kennel", "meadow", "barn"].slice(0, 1 + chance.below(3)).map((id, index) => ({
    id,
    folder: `/pens/${id}`,
    account: chance.below(3) === 0 ? "second" : null,
    most: 1 + chance.below(5),
    weight: 1 + chance.below(2),
    budgetMicroUsd: chance.below(3) === 0 ? 4_000_000 + index * 3_000_000 : 0,
    worktrees: chance.below(4) !== 0,
  }));
}

function accountsFrom(chance: Chance): readonly AccountTruth[] {
  const limits = (): Omit<AccountTruth, "settings"> => ({
    unit: chance.of(["ratio", "percent"] as const),
    resetsIn: chance.of(["seconds", "milliseconds", "iso"] as const),
    limit: chance.below(4) === 0 ? 0 : 12 + chance.below(50),
    scopeLimit: chance.below(2) === 0 ? 0 : 6 + chance.below(20),
    windowMs: (3 + chance.below(12)) * minuteMs,
    tellsReset: chance.below(5) !== 0,
  });
  const plan = (id: string, rank: number): AccountTruth => ({
    settings: { id, kind: "subscription", rank, most: 1 + chance.below(5), budgetMicroUsd: 0 },
    ...limits(),
  });
  const key: AccountTruth = {
    settings: { id: "key", kind: "metered", rank: 9, most: 1 + chance.below(4), budgetMicroUsd: 2_000_000 + chance.below(12_000_000) },
    ...limits(),
    limit: 0,
    scopeLimit: 0,
  };
  return [plan("first", 1), plan("second", 2), key];
}

type Wanted = { readonly tasks: number; readonly spreadMs: number; readonly projects: readonly ProjectSettings[] };

function arrivalsFrom(chance: Chance, { tasks, spreadMs, projects }: Wanted): Scenario["arrivals"] {
  return Array.from({ length: tasks }, (_, number) => {
    const atMs = 1_000 + chance.below(spreadMs);
    const isChained = number > 0 && chance.below(6) === 0;
    const arrival: Arrival = {
      task: `t${number}`,
      project: chance.below(40) === 0 ? "elsewhere" : chance.of(projects).id,
      title: `task ${number}`,
      text: chance.below(60) === 0 ? "  " : `do number ${number}`,
      priority: chance.of(["critical", "high", "default", "default", "low"] as const),
      door: chance.of(["inbox", "cli", "http"] as const),
      by:
        chance.below(20) === 0 ? { is: "agent", session: "s1", project: "kennel", depth: chance.below(4) } : { is: "person", name: "ann" },
      key: chance.below(12) === 0 ? `key${chance.below(3)}` : null,
      // Now and then two tasks wait for each other.
      after: isChained ? [`t${chance.below(number)}`] : chance.below(40) === 0 ? [`t${number + 1}`] : [],
      notBefore: chance.below(15) === 0 ? epoch + atMs + chance.below(3 * minuteMs) : null,
      deadline: chance.below(20) === 0 ? epoch + atMs + chance.below(6 * minuteMs) : null,
      scope: chance.of(["all", "all", "large"] as const),
      affinity: chance.below(6) === 0 ? `topic${chance.below(2)}` : null,
      budgetMicroUsd: chance.below(10) === 0 ? 800_000 : 0,
    };
    return { atMs, arrival, cancelAfterMs: chance.below(20) === 0 ? chance.below(minuteMs) : null };
  });
}

/** Becomes known only when everything is to come to its end. */
export const lateProject: ProjectSettings = {
  id: "elsewhere",
  folder: "/pens/elsewhere",
  account: null,
  most: 2,
  weight: 1,
  budgetMicroUsd: 0,
  worktrees: true,
};

/** Simulated time begins here: 2027-01-15, a quarter to midnight UTC. */
export const epoch = Date.UTC(2027, 0, 15, 23, 45);
