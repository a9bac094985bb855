/** FleetPlan: what an operator has decided about the fleet of this machine, as far as it can run it. */
import type { AccountKind } from "../../agents/agents.ts";
import type { AccountSettings, ProjectSettings, Settings } from "../../fleet/fleet.ts";

export type FleetPlan = {
  readonly settings: Settings;
  readonly accounts: readonly AccountPlan[];
  readonly projects: readonly ProjectSettings[];
  /** Outside of the guard's own folder, where nothing may be changed by what works in them. */
  readonly worktrees: string;
  /** Where all accounts of a product keep what was said. */
  readonly conversations: string;
  /** The model that a scope stands for, by its full name: an alias means another model after an update of the client. */
  readonly models: Readonly<Record<string, string>>;
  readonly channels: readonly ChannelPlan[];
};

/** One folder of a client in which a person has signed in, or one way to pay by use. */
export type AccountPlan = Omit<AccountSettings, "kind"> & {
  readonly product: string;
  readonly folder: string;
  readonly kind: AccountKind;
  /** The name of its secret, which is looked up for each start and kept nowhere. */
  readonly secret: string | null;
  /** What the client gets besides, such as a region. Never a secret. */
  readonly variables: Readonly<Record<string, string>>;
};

/** Where notices go. `key` and `token` are names of secrets; `api` is where the bots of Telegram are spoken to. */
export type ChannelPlan =
  | { readonly is: "webhook"; readonly url: string; readonly key: string }
  | { readonly is: "telegram"; readonly chat: string; readonly token: string; readonly api: string };

export function settingsOf({ id, kind, rank, most, budgetMicroUsd }: AccountPlan): AccountSettings {
  return { id, kind: kind === "subscription" ? "subscription" : "metered", rank, most, budgetMicroUsd };
}
