/** Accounts: what is known of them, what they report, and what their limits do to the sessions on them. */
import { type Account, laneId } from "./account.ts";
import type { Draft } from "./draft.ts";
import type { Event } from "./event.ts";
import { judgeLane, spread } from "./lanes.ts";
import { meetLimit } from "./limits.ts";
import { resolve, tell } from "./notices.ts";
import { keepReading } from "./readings.ts";
import { timeOf } from "./placing.ts";
import type { AccountSettings } from "./settings.ts";
import { holdAccount } from "./troubles.ts";

type EventOf<Is extends Event["is"]> = Extract<Event, { readonly is: Is }>;

export function accountKnown(draft: Draft, settings: AccountSettings): void {
  const known = draft.get("accounts", settings.id);
  const unseen: Omit<Account, keyof AccountSettings> = {
    identity: null,
    health: "unknown",
    held: null,
    draining: false,
    spentMicroUsd: 0,
    askedSteadyMs: null,
  };
  draft.put("accounts", { ...unseen, ...known, ...settings });
}

export function limitReached(draft: Draft, { account, scope, window, resetsAt, session }: EventOf<"limit-reached">): void {
  if (draft.get("accounts", account) === undefined) return;
  draft.note(
    "",
    "limit",
    `${laneId(account, scope)}, ${window}, until ${timeOf(resetsAt)}${session === null ? "" : `, told by ${session}`}`,
  );
  meetLimit(draft, { account, scope, resetsAt }, window);
}

export function quotaRead(draft: Draft, said: EventOf<"quota-read">): void {
  if (!keepReading(draft, said)) return;
  judgeLane(draft, said.account, said.scope);
}

/** Two entries with one login would count one quota twice. */
export function accountHealth(draft: Draft, { account: id, identity, health }: EventOf<"account-health">): void {
  const account = draft.get("accounts", id);
  if (account === undefined) return;
  const isSignedInAgain = health === "good" && account.held !== null && (account.health === "signed-out" || account.health === "unpaid");
  draft.put("accounts", { ...account, health, identity: identity ?? account.identity, held: isSignedInAgain ? null : account.held });
  if (isSignedInAgain) resolve(draft, `account:${id}`);
  if (health === "signed-out" || health === "on-hold" || health === "unpaid") holdAccount(draft, id, health);
  const twin = identity === null ? undefined : draft.rows("accounts").find((one) => one.id !== id && one.identity === identity);
  if (twin !== undefined) holdTwin(draft, id, twin.id);
}

function holdTwin(draft: Draft, id: string, twin: string): void {
  const account = draft.get("accounts", id);
  if (account === undefined || draft.get("accounts", twin)?.held !== null) return;
  draft.put("accounts", { ...account, held: `it is the same login as account \`${twin}\`` });
  tell(draft, { id: `account:${id}`, text: `account \`${id}\` is held: it is the same login as account \`${twin}\``, urgency: "alarm" });
}

/** With the clock: seldom, and not all at once. */
export function askAccounts(draft: Draft): void {
  const { askAccountMs } = draft.settings();
  for (const account of draft.rows("accounts")) {
    const sinceMs = account.askedSteadyMs === null ? Infinity : draft.steadyMs - account.askedSteadyMs;
    if (sinceMs < askAccountMs + spread(account.id, Math.floor(askAccountMs / 4))) continue;
    draft.put("accounts", { ...account, askedSteadyMs: draft.steadyMs });
    draft.order({ do: "read-account", account: account.id });
  }
}
