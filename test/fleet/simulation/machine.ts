/** The simulated machine: processes, conversations, accounts, folders and files as they really are, whatever the daemon believes. */
import type { Happening, SeenState } from "../../../src/fleet/fleet.ts";
import type { AccountTruth } from "./scenario.ts";

/** One client process. It lives on when the daemon dies. */
export type Process = {
  readonly session: string;
  readonly task: string;
  readonly fence: number;
  readonly account: string;
  readonly scope: string;
  readonly conversation: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly mostMicroUsd: number;
  readonly resumed: boolean;
  alive: boolean;
  ready: boolean;
  isHuman: boolean;
  state: SeenState;
  tool: boolean;
  /** Ends that it survives. */
  survives: number;
  /** It does not move, and it does not speak. */
  isStuck: boolean;
  isMute: boolean;
  microUsd: number;
  tokens: number;
  typed: string[];
  /** What its output file holds: told again to whoever adopts it. */
  output: Happening[];
};

/** What a transcript holds. */
export type Conversation = { readonly id: string; readonly task: string; prompted: boolean; progress: number };

export type AccountNow = {
  readonly truth: AccountTruth;
  used: number;
  usedScope: number;
  resetsAtMs: number;
  isSignedOut: boolean;
};

export type Folder = { readonly task: string; readonly folder: string; dirty: boolean; unmerged: boolean; there: boolean };

export type Effect = { readonly task: string; readonly fence: number; readonly session: string };

export type Machine = {
  readonly processes: Map<string, Process>;
  readonly conversations: Map<string, Conversation>;
  /** Conversations that somebody has opened elsewhere. */
  readonly outsiders: Set<string>;
  readonly accounts: Map<string, AccountNow>;
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, string>;
  readonly effects: Effect[];
  readonly archive: Map<string, string>;
  readonly messages: string[];
  readonly ledger: Set<string>;
  /** On disk beside the sessions: what the hosts must not forget. */
  readonly ended: Set<string>;
  readonly fences: Map<string, number>;
  lastPid: number;
};

export function newMachine(accounts: readonly AccountTruth[]): Machine {
  return {
    processes: new Map(),
    conversations: new Map(),
    outsiders: new Set(),
    accounts: new Map(
      accounts.map((truth) => [truth.settings.id, { truth, used: 0, usedScope: 0, resetsAtMs: truth.windowMs, isSignedOut: false }]),
    ),
    folders: new Map(),
    files: new Map(),
    effects: [],
    archive: new Map(),
    messages: [],
    ledger: new Set(),
    ended: new Set(),
    fences: new Map(),
    lastPid: 1000,
  };
}

/** Windows begin anew by true time, whatever the clock of the machine says. */
export function refill(account: AccountNow, nowMs: number): void {
  while (nowMs >= account.resetsAtMs) {
    account.used = 0;
    account.usedScope = 0;
    account.resetsAtMs += account.truth.windowMs;
  }
}

export type Refusal = "all" | "large" | undefined;

/** One request to the model: counted, or refused at the limit of the account or of the model's family. */
export function request(account: AccountNow, scope: string, nowMs: number): Refusal {
  refill(account, nowMs);
  const { limit, scopeLimit } = account.truth;
  if (limit > 0 && account.used >= limit) return "all";
  if (scope !== "all" && scopeLimit > 0 && account.usedScope >= scopeLimit) return "large";
  account.used += 1;
  if (scope !== "all") account.usedScope += 1;
  return undefined;
}
