/** Placing: on which account a task may be worked on now, and if on none, why. */
import { type Account, wholeAccount } from "./account.ts";
import type { Look } from "./draft.ts";
import { lanesFor } from "./lanes.ts";
import type { Tally } from "./tally.ts";
import type { Task } from "./task.ts";

/** Why something does not happen now, as one stable word and as the end of "it waits because". */
export type Obstacle = { readonly code: ObstacleCode; readonly because: string };

export type ObstacleCode =
  | "fleet-paused"
  | "disk-full"
  | "adopting"
  | "held"
  | "dependency"
  | "not-before"
  | "backoff"
  | "project-unknown"
  | "project-held"
  | "project-full"
  | "project-budget"
  | "task-budget"
  | "no-account"
  | "account-held"
  | "account-draining"
  | "account-full"
  | "account-budget"
  | "limited"
  | "nearly-used-up"
  | "trying"
  | "slowed"
  | "moved-lately"
  | "pool-full"
  | "turn-of-others";

export type Placement = { readonly ok: true; readonly account: Account } | { readonly ok: false; readonly obstacle: Obstacle };

export function placeFor(look: Look, tally: Tally, task: Task): Placement {
  const home = homeOf(look, task);
  if (home === undefined) {
    const because = "no account is configured for its project; `sheepdog account add` brings one in";
    return { ok: false, obstacle: { code: "no-account", because } };
  }
  const first = accountObstacle(look, tally, { task, account: home });
  if (first === undefined) return { ok: true, account: home };
  // Only for want of quota does work go elsewhere. Where a person has to look at an account, it waits for that person.
  if (!isForWantOfQuota(first.code)) return { ok: false, obstacle: first };
  for (const account of othersFor(look, task, home)) {
    if (accountObstacle(look, tally, { task, account }) === undefined) return { ok: true, account };
  }
  return { ok: false, obstacle: first };
}

function isForWantOfQuota(code: ObstacleCode): boolean {
  return code === "limited" || code === "nearly-used-up" || code === "account-draining";
}

/** A project without an account of its own uses the first: plans before what is paid by use. */
function homeOf(look: Look, task: Task): Account | undefined {
  const named = look.get("projects", task.project)?.account ?? null;
  if (named !== null) return look.get("accounts", named);
  return look.rows("accounts").toSorted(byRank)[0];
}

function byRank(one: Account, other: Account): number {
  if (one.kind !== other.kind) return one.kind === "subscription" ? -1 : 1;
  return one.rank - other.rank || (one.id < other.id ? -1 : 1);
}

/** What is paid by use comes first; another subscription only when somebody has said, knowing what it means, that work may move there. */
function othersFor(look: Look, task: Task, home: Account): readonly Account[] {
  const { whenLimited, movingAcknowledgedBy } = look.settings();
  const others = look.rows("accounts").filter((one) => one.id !== home.id);
  const metered = whenLimited === "overflow" ? others.filter((one) => one.kind === "metered") : [];
  const plans = movingAcknowledgedBy === null ? [] : others.filter((one) => one.kind === "subscription");
  const known = task.affinity === null ? undefined : look.get("affinities", task.affinity)?.holder;
  const ordered = [...metered.toSorted(byRank), ...plans.toSorted(byRank)];
  return ordered.toSorted((one, other) => Number(other.id === known) - Number(one.id === known));
}

type Choice = { readonly task: Task; readonly account: Account };

function accountObstacle(look: Look, tally: Tally, { task, account }: Choice): Obstacle | undefined {
  const named = `account \`${account.id}\``;
  if (account.held !== null) return { code: "account-held", because: `${named} is held: ${account.held}` };
  if (account.draining) return { code: "account-draining", because: `${named} is being drained` };
  return (
    laneObstacle(look, tally, { task, account }) ?? movingObstacle(look, { task, account }) ?? roomObstacle(look, tally, { task, account })
  );
}

function laneObstacle(look: Look, tally: Tally, { task, account }: Choice): Obstacle | undefined {
  for (const lane of lanesFor(look, account.id, task.scope)) {
    const named = lane.scope === wholeAccount ? `account \`${account.id}\`` : `account \`${account.id}\` for \`${lane.scope}\``;
    const { state } = lane;
    if (state.is === "limited") return { code: "limited", because: `${named} has reached its limit, until ${timeOf(state.resetsAt)}` };
    if (state.is === "draining") {
      return { code: "nearly-used-up", because: `${named} has nearly used up its quota, until ${timeOf(state.resetsAt)}` };
    }
    if (look.steadyMs < lane.slowSteadyMs) return { code: "slowed", because: `${named} was asked to go slower for a moment` };
    const used = tally.sessionsOf(lane.scope === wholeAccount ? `account ${account.id}` : `lane ${lane.id}`);
    if (state.is !== "healthy" && used >= lane.permits) {
      return { code: "trying", because: `${named} is being tried with ${lane.permits} at a time first` };
    }
  }
  return undefined;
}

function movingObstacle(look: Look, { task, account }: Choice): Obstacle | undefined {
  if (task.movedSteadyMs === null || task.conversation === null || task.conversation.account === account.id) return undefined;
  if (look.steadyMs - task.movedSteadyMs >= look.settings().moveCooldownMs) return undefined;
  return { code: "moved-lately", because: `it was moved to account \`${task.conversation.account}\` a moment ago` };
}

function roomObstacle(look: Look, tally: Tally, { task, account }: Choice): Obstacle | undefined {
  const named = `account \`${account.id}\``;
  if (tally.sessionsOf(`account ${account.id}`) >= account.most) {
    return { code: "account-full", because: `${named} has its ${account.most} sessions at work` };
  }
  if (account.kind !== "metered") return undefined;
  const left = account.budgetMicroUsd - account.spentMicroUsd - tally.reservedOf(`account ${account.id}`);
  if (left >= reservationFor(look, task)) return undefined;
  return { code: "account-budget", because: `the budget of ${named} does not cover one more attempt` };
}

/** What an attempt may cost at most: what is left to the task, or what is usual. */
export function reservationFor(look: Look, task: Task): number {
  const { attemptMicroUsd } = look.settings();
  return task.budgetMicroUsd === 0 ? attemptMicroUsd : Math.min(attemptMicroUsd, task.budgetMicroUsd - task.microUsd);
}

export function timeOf(instant: number | "unknown"): string {
  return instant === "unknown" ? "an unknown time" : `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
