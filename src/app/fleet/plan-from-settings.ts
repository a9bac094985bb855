/** The plan of the fleet, as the settings say it. */
import type { Settings as FleetSettings } from "../../fleet/fleet.ts";
import type { Settings } from "../settings/schema.ts";
import type { AccountPlan, ChannelPlan, FleetPlan } from "./fleet-plan.ts";

type Section = Settings["fleet"];

export function planFromSettings({ fleet, notices }: Settings, home: string): FleetPlan {
  const at = (path: string): string => (path.startsWith("~/") ? `${home}/${path.slice(2)}` : path);
  const accounts = Object.entries(fleet.accounts).map(([id, { budget, folder, ...account }]): AccountPlan => ({
    id,
    ...account,
    folder: at(folder),
    budgetMicroUsd: budget,
  }));
  return {
    settings: settingsFrom(fleet, accounts),
    accounts,
    projects: Object.entries(fleet.projects).map(([id, { budget, folder, ...project }]) => ({
      id,
      ...project,
      folder: at(folder),
      budgetMicroUsd: budget,
    })),
    worktrees: at(fleet.worktrees ?? "~/.local/share/sheepdog/worktrees"),
    conversations: `${home}/.local/share/sheepdog/conversations`,
    models: fleet.models,
    channels: channelsFrom(notices),
  };
}

/** Durations have their unit in their name in the program, and in their text in the file. */
function settingsFrom(fleet: Section, accounts: readonly AccountPlan[]): FleetSettings {
  const { driver, promptBefore, promptAfter, endTries, attempts, softShare, hysteresis, whenLimited, textChars, agentDepth } = fleet;
  return {
    pool: { first: fleet.firstSession, most: fleet.sessions },
    agent: accounts[0]?.product ?? "",
    ...{ driver, promptBefore, promptAfter, endTries, attempts, softShare, hysteresis, whenLimited, textChars, agentDepth },
    leaseMs: fleet.lease,
    answerMs: fleet.answer,
    startMs: fleet.start,
    receiptMs: fleet.receipt,
    stallMs: fleet.stall,
    attemptMs: fleet.attempt,
    graceMs: fleet.grace,
    backoffFirstMs: fleet.backoffFirst,
    backoffMostMs: fleet.backoffMost,
    ageingMs: fleet.ageing,
    readingMs: fleet.reading,
    askAccountMs: fleet.askAccount,
    resetJitterMs: fleet.resetJitter,
    unknownLimitMs: fleet.unknownLimit,
    // A person says it to the running fleet, and it stands in no file that a repository could hold.
    movingAcknowledgedBy: null,
    moveCooldownMs: fleet.moveCooldown,
    attemptMicroUsd: fleet.attemptCost,
    openPerAgent: fleet.openPerAgent,
    endedKeptMs: fleet.endedKept,
    quiet: quietFrom(fleet.quiet),
    checkpointMs: fleet.checkpoint,
    adoptMs: fleet.adopt,
  };
}

/** `22:00-07:00`; the schema has seen to its form. */
function quietFrom(hours: string | null): FleetSettings["quiet"] {
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = hours?.split(/[:-]/).map(Number) ?? [];
  return hours === null ? null : { fromMinute: fromHour * 60 + fromMinute, toMinute: toHour * 60 + toMinute };
}

const telegramApi = "https://api.telegram.org";

function channelsFrom({ webhook, webhookKey, telegramToken, telegramChat }: Settings["notices"]): readonly ChannelPlan[] {
  return [
    ...(webhook === null || webhookKey === null ? [] : [{ is: "webhook", url: webhook, key: webhookKey } as const]),
    ...(telegramToken === null ? [] : [{ is: "telegram", chat: telegramChat, token: telegramToken, api: telegramApi } as const]),
  ];
}
