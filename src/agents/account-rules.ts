/** What must be known of a product's accounts so that its own client can be run on them: who pays, where the login lies, and how it says whether it is good. */
import type { AccountHealth, AccountPlace, Client } from "../fleet/fleet.ts";

/** A `subscription` is a person's plan; everything else costs money by use. */
export type AccountKind = "subscription" | "api-key" | "bedrock" | "vertex" | "gateway";

/** A product that the fleet can run. */
export type Runnable = { readonly client: Client; readonly accounts: AccountRules };

export type AccountRules = {
  /** The kinds that the product knows; it cannot be paid in another way. */
  readonly payments: Readonly<Partial<Record<AccountKind, Payment>>>;
  /** Variables that decide who pays or where requests go: an account may set those of its own kind alone. */
  readonly deciding: readonly string[];
  /** Files of the folder that hold a login. Each belongs to one folder: a second name for one makes two clients refresh one login. */
  readonly logins: readonly string[];
  /** The part of the folder that all accounts share, so that a conversation can go on in another one. */
  readonly conversations: string;
  /** The folder in which a person works who has said nothing else. */
  readonly usualFolder: (home: string) => string;
  readonly variables: (place: AccountPlace) => Readonly<Record<string, string>>;
  /** The client's own word on a login. It asks nobody and costs nothing. */
  readonly status: { readonly args: readonly string[]; readonly read: (said: StatusSaid) => AccountSeen };
};

export type Payment = {
  readonly sets: Readonly<Record<string, string>>;
  /** The variable that takes the secret; `null`: there is none, or the cloud's own tools keep it. */
  readonly secret: string | null;
  /** Variables that the operator has to name. */
  readonly needs: readonly string[];
};

export type StatusSaid = { readonly kind: AccountKind; readonly stdout: string; readonly stderr: string; readonly exit: number | string };

/** `identity` is who is signed in, where the client says it: two accounts with the same one would count one quota twice. */
export type AccountSeen = { readonly health: AccountHealth; readonly identity: string | null };
