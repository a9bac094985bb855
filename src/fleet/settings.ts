/** Settings: what an operator decides about the fleet, its projects and its accounts. Every bound stands here with what passing it means. */
import type { DriverKind } from "./order.ts";

export type Settings = {
  /** Sessions of the pool are numbered from `first`; never more than `most` at once. */
  readonly pool: { readonly first: number; readonly most: number };
  readonly agent: string;
  readonly driver: DriverKind;
  /** Before the first words and after the last ones of every prompt; `{title}` is the task's. */
  readonly promptBefore: string;
  readonly promptAfter: string;
  /** Without a sign of life for so long the lease is over: the session is ended, proved dead, and the task goes to another. */
  readonly leaseMs: number;
  /** An order without an answer for so long is given again. */
  readonly answerMs: number;
  /** A session that is not ready after so long is ended. */
  readonly startMs: number;
  /** A prompt without receipt after so long has failed. */
  readonly receiptMs: number;
  /** No progress and no tool at work for so long is a stall: interrupt, then end. */
  readonly stallMs: number;
  /** One attempt never takes longer: it is ended and burned. */
  readonly attemptMs: number;
  /** How long an interrupted or ending session has before the next, harder step. */
  readonly graceMs: number;
  /** After so many failed ends the process counts as not provable; the conversation is forked instead of resumed. */
  readonly endTries: number;
  /** Burned attempts of one task; then it is dead, with everything kept. */
  readonly attempts: number;
  readonly backoffFirstMs: number;
  readonly backoffMostMs: number;
  /** A waiting task counts as one priority higher after each such time. */
  readonly ageingMs: number;
  /** From this share of a window on nothing new is given to the account. */
  readonly softShare: number;
  /** So much lower a share must fall before it is used again. */
  readonly hysteresis: number;
  /** A reading older than this is shown as stale and counts as unknown. */
  readonly readingMs: number;
  /** Accounts are asked about themselves this often at most. */
  readonly askAccountMs: number;
  /** At most so long after a reset the account is tried again; spread by name, so that not all come at once. */
  readonly resetJitterMs: number;
  /** A limit without a time is tried again after this, then twice as long, up to a day. */
  readonly unknownLimitMs: number;
  readonly whenLimited: "wait" | "overflow";
  /** Who said that work may move between subscriptions, knowing what that means; `null` is nobody, and then it does not. */
  readonly movingAcknowledgedBy: string | null;
  /** A task is moved to another account at most this often. */
  readonly moveCooldownMs: number;
  /** The most that one attempt may cost where the task does not say; reserved before it starts. */
  readonly attemptMicroUsd: number;
  /** Characters of one task. Longer ones are refused into the dead letter. */
  readonly textChars: number;
  /** How deep agents may give each other tasks, and how many open ones one agent's session may have given. */
  readonly agentDepth: number;
  readonly openPerAgent: number;
  /** Ended tasks stay at hand for so long, then only in the archive. */
  readonly endedKeptMs: number;
  /** Minutes of the day, UTC, in which only alarms are sent; `null`: none. */
  readonly quiet: { readonly fromMinute: number; readonly toMinute: number } | null;
  /** A working session is asked for a checkpoint this often. */
  readonly checkpointMs: number;
  /** After a start sessions that were alive have so long to answer before anything new begins. */
  readonly adoptMs: number;
};

export const defaultSettings: Settings = {
  pool: { first: 11, most: 10 },
  agent: "",
  driver: "headless",
  promptBefore: "",
  promptAfter: "",
  leaseMs: 90_000,
  answerMs: 60_000,
  startMs: 120_000,
  receiptMs: 60_000,
  stallMs: 600_000,
  attemptMs: 4 * 3_600_000,
  graceMs: 10_000,
  endTries: 5,
  attempts: 5,
  backoffFirstMs: 10_000,
  backoffMostMs: 300_000,
  ageingMs: 1_800_000,
  softShare: 0.88,
  hysteresis: 0.08,
  readingMs: 1_800_000,
  askAccountMs: 900_000,
  resetJitterMs: 60_000,
  unknownLimitMs: 900_000,
  whenLimited: "wait",
  movingAcknowledgedBy: null,
  moveCooldownMs: 600_000,
  attemptMicroUsd: 5_000_000,
  textChars: 1_000_000,
  agentDepth: 2,
  openPerAgent: 20,
  endedKeptMs: 30 * 86_400_000,
  quiet: null,
  checkpointMs: 300_000,
  adoptMs: 30_000,
};

export type ProjectSettings = {
  readonly id: string;
  readonly folder: string;
  /** The account that its work belongs to; `null`: the first one that is configured. */
  readonly account: string | null;
  /** Sessions at work at the same time. */
  readonly most: number;
  /** Of two projects with equal need the heavier one gets more. */
  readonly weight: number;
  /** 0 is no bound. */
  readonly budgetMicroUsd: number;
  /** A worktree for each task; without, the cap is one session. */
  readonly worktrees: boolean;
};

/** `subscription`: a person's plan, used by its owner alone. `metered`: a key, a cloud or a gateway that costs money by use. */
export type AccountKind = "subscription" | "metered";

export type AccountSettings = {
  readonly id: string;
  readonly kind: AccountKind;
  /** Lower comes first. */
  readonly rank: number;
  readonly most: number;
  /** For metered accounts: never more than this; 0 means that nothing may be spent. */
  readonly budgetMicroUsd: number;
};
