/** The fleet's settings as they are written; `src/app/fleet/plan-from-settings.ts` makes of them what the fleet works with. */
import { z } from "zod";
import { runnables } from "../../agents/agents.ts";
import { defaultSettings as usual } from "../../fleet/fleet.ts";
import { choice, count, duration, folder, money, section, share, truth, words, wordsOrNone } from "./setting-kinds.ts";

/** Names of accounts and projects stand in paths, log lines and metrics. */
const settingName = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

const quietHours = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

const variableName = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
const scopeName = /^[a-z0-9][a-z0-9_-]{0,39}$/;

const many = { least: 1, most: 1_000 };

const accountKinds = ["subscription", "api-key", "bedrock", "vertex", "gateway"] as const;

/** The first is what is meant where nobody says. */
const products = runnables.map(({ client }) => client.name);

const account = z.strictObject({
  product: choice(products, { says: "The agent product that works on this account.", stricter: null }, products[0]),
  folder: folder({ says: "Its client's own configuration, signed in by its owner. Sheepdog never reads a token in it.", stricter: null }),
  kind: choice(accountKinds, {
    says: "A `subscription` is a person's plan and used by its owner alone; all others cost money by use, up to `budget`.",
    stricter: null,
  }),
  rank: count(1, { says: "Lower comes first.", stricter: null }, { least: 0, most: 1_000 }),
  most: count(1, { says: "Sessions at work on it at the same time.", stricter: "less" }, many),
  budget: money(0, { says: "Never more than this is spent on it; 0 is nothing. A subscription has none.", stricter: "less" }),
  secret: wordsOrNone(
    { says: "The vault's entry with its key, for an `api-key` or a `gateway`. A subscription has none.", stricter: null },
    { wanted: "the name of an entry in the vault", pattern: /^[A-Za-z_][A-Za-z0-9_.-]{0,199}$/ },
  ),
  variables: z
    .record(
      z.string().regex(variableName),
      words("", { says: "What its client gets besides, such as a region. Never a secret.", stricter: null }, 2_000),
    )
    .prefault({}),
});

const project = z.strictObject({
  folder: folder({ says: "The repository.", stricter: null }),
  account: wordsOrNone(
    { says: "The account its work belongs to; `null` is the first one.", stricter: null },
    { wanted: "the name of an account", pattern: settingName },
  ),
  most: count(1, { says: "Sessions at work on it at the same time.", stricter: "less" }, many),
  weight: count(1, { says: "Of two projects with equal need the heavier one gets more.", stricter: null }, { least: 1, most: 100 }),
  budget: money(0, { says: "All its tasks together cost no more than this; 0 is no bound.", stricter: null }),
  worktrees: truth(true, { says: "A worktree for each task; without, one session at a time.", stricter: null }),
});

const times = {
  lease: duration(usual.leaseMs, {
    says: "Without a sign of life for so long a session is ended, and its task goes to another.",
    stricter: null,
  }),
  answer: duration(usual.answerMs, { says: "An order without an answer for so long is given again.", stricter: null }),
  start: duration(usual.startMs, { says: "A session that is not ready after so long is ended.", stricter: null }),
  receipt: duration(usual.receiptMs, { says: "A prompt without a receipt after so long has failed.", stricter: null }),
  stall: duration(usual.stallMs, { says: "No progress and no tool at work for so long: interrupted, then ended.", stricter: "less" }),
  attempt: duration(usual.attemptMs, { says: "One attempt never takes longer.", stricter: "less" }),
  grace: duration(usual.graceMs, { says: "How long an interrupted session has before the next, harder step.", stricter: null }),
  backoffFirst: duration(usual.backoffFirstMs, {
    says: "How long a failed task waits before its second attempt; then twice as long.",
    stricter: null,
  }),
  backoffMost: duration(usual.backoffMostMs, { says: "It never waits longer.", stricter: null }),
  ageing: duration(usual.ageingMs, { says: "A waiting task counts as one priority higher after each such time.", stricter: null }),
  reading: duration(usual.readingMs, { says: "A reading of a quota that is older counts as unknown.", stricter: "less" }),
  askAccount: duration(usual.askAccountMs, { says: "Accounts are asked about themselves this often at most.", stricter: null }),
  resetJitter: duration(usual.resetJitterMs, { says: "At most so long after a reset an account is tried again.", stricter: null }),
  unknownLimit: duration(usual.unknownLimitMs, {
    says: "A limit without a time is tried again after this, then twice as long, up to a day.",
    stricter: "more",
  }),
  moveCooldown: duration(usual.moveCooldownMs, { says: "A task moves to another account at most this often.", stricter: "more" }),
  endedKept: duration(usual.endedKeptMs, { says: "Ended tasks stay at hand for so long, then only in the archive.", stricter: null }),
  checkpoint: duration(usual.checkpointMs, { says: "A working session is asked for a checkpoint this often.", stricter: "less" }),
  adopt: duration(usual.adoptMs, {
    says: "After a start, sessions that were alive have so long to answer before anything new begins.",
    stricter: null,
  }),
};

export const fleetSection = section({
  driver: choice(["headless", "terminal"], { says: "How sessions are run.", stricter: null }, usual.driver),
  sessions: count(usual.pool.most, { says: "Never more sessions at once.", stricter: "less" }, { least: 0, most: 1_000 }),
  firstSession: count(usual.pool.first, { says: "Sessions are numbered from here.", stricter: null }, { least: 1, most: 100_000 }),
  promptBefore: words(usual.promptBefore, { says: "Before the first words of every prompt; `{title}` is the task's.", stricter: null }),
  promptAfter: words(usual.promptAfter, { says: "After the last words of every prompt.", stricter: null }),
  ...times,
  endTries: count(
    usual.endTries,
    { says: "After so many failed ends the conversation is forked instead of resumed.", stricter: null },
    many,
  ),
  attempts: count(usual.attempts, { says: "Burned attempts of one task; then it is dead, with everything kept.", stricter: "less" }, many),
  attemptCost: money(usual.attemptMicroUsd, { says: "The most one attempt may cost where the task does not say.", stricter: "less" }),
  softShare: share(usual.softShare, { says: "From this share of a window on nothing new is given to the account.", stricter: "less" }),
  hysteresis: share(usual.hysteresis, { says: "So much lower a share must fall before the account is used again.", stricter: "more" }),
  whenLimited: choice(
    ["wait", "overflow"],
    {
      says: "`overflow` goes to an account that costs money by use, within its budget; `wait` waits for the reset.",
      stricter: ["overflow", "wait"],
    },
    usual.whenLimited,
  ),
  textChars: count(
    usual.textChars,
    { says: "Characters of one task; longer ones are refused.", stricter: "less" },
    { least: 1, most: 10_000_000 },
  ),
  agentDepth: count(usual.agentDepth, { says: "How deep agents may give each other tasks.", stricter: "less" }, { least: 0, most: 100 }),
  openPerAgent: count(
    usual.openPerAgent,
    { says: "How many open tasks one agent's session may have given.", stricter: "less" },
    { least: 0, most: 10_000 },
  ),
  quiet: wordsOrNone(
    { says: "Hours of the day, UTC, in which only alarms are sent.", stricter: null },
    { wanted: "a time such as `22:00-07:00`", pattern: quietHours },
  ),
  worktrees: wordsOrNone(
    {
      says: "Where the worktrees of tasks lie; `null` is `~/.local/share/sheepdog/worktrees`. Never below the guard's own folder.",
      stricter: null,
    },
    { wanted: "a folder's path, from `/` or `~/` on", pattern: /^(?:\/|~\/)/ },
  ),
  models: z
    .record(
      z.string().regex(scopeName),
      words("", { says: "The model's full name that a task's `scope` stands for.", stricter: null }, 200),
    )
    .prefault({}),
  accounts: z.record(z.string().regex(settingName), account).prefault({}),
  projects: z.record(z.string().regex(settingName), project).prefault({}),
});
