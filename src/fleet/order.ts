/** Order: everything the fleet can have done for it, as a closed list. Hosts carry an order out and report back by an event. */
import type { Instant } from "../base/instant.ts";

export const orderVersion = 1;

/**
 * An order is given only after it was committed, and again until it is answered, under the same id: whoever carries it out must tell doing it twice from doing two.
 * Orders about one session are carried out in the order of their ids, and so are those about one task; after `end` none of that session is.
 */
export type Order = { readonly version: typeof orderVersion; readonly id: string } & Errand;

export type Errand = SessionErrand | PlaceErrand | OutsideErrand;

/** `fence` grows with every lease. A host refuses an order whose fence is lower than one it has seen for that session or that task. */
type SessionErrand =
  | {
      readonly do: "launch";
      readonly session: string;
      readonly slot: number;
      readonly task: string;
      readonly fence: number;
      readonly agent: string;
      readonly driver: DriverKind;
      readonly account: string;
      readonly scope: string;
      readonly folder: string;
      /** How it goes on from an earlier session of the same task; `null` begins anew. */
      readonly resume: Resume | null;
      /** The client itself stops here. 0 is no bound. */
      readonly mostMicroUsd: number;
    }
  | { readonly do: "prompt"; readonly session: string; readonly fence: number; readonly text: string; readonly receipt: string }
  | { readonly do: "interrupt"; readonly session: string; readonly fence: number }
  /** Ask, then terminate, then kill, then prove: answered by `session-gone`, or by `still-alive`. */
  | { readonly do: "end"; readonly session: string; readonly fence: number; readonly graceMs: number }
  /** Answered by `session-seen` or `session-gone`. */
  | { readonly do: "probe"; readonly session: string; readonly fence: number }
  /** Answered by `checkpoint-taken`. */
  | { readonly do: "take-checkpoint"; readonly session: string; readonly fence: number };

export type DriverKind = "headless" | "terminal";

export type Resume = {
  readonly conversation: string;
  readonly transcript: string | null;
  /** `continue`: the client takes up the interrupted turn by itself and gets no prompt. `fork`: a new conversation from the old one, because the old process is not proved dead. */
  readonly how: "continue" | "fork";
};

type PlaceErrand =
  /** Answered by `worktree-ready`. */
  | { readonly do: "make-worktree"; readonly task: string; readonly fence: number; readonly project: string; readonly branch: string }
  /** Answered by `worktree-seen`. */
  | { readonly do: "inspect-worktree"; readonly task: string; readonly folder: string }
  /** Looks once more by itself and refuses where anything would be lost. Answered by `worktree-collected`. */
  | { readonly do: "collect-worktree"; readonly task: string; readonly folder: string };

type OutsideErrand =
  /** Moves the task's file for people who watch the folder. */
  | { readonly do: "settle-file"; readonly task: string; readonly as: "dispatched" | "done" | "dead" | "cancelled" | "inbox" }
  /** Answered by `quota-read` and `account-health`. Asks the client, never a vendor's address. */
  | { readonly do: "read-account"; readonly account: string }
  | { readonly do: "archive"; readonly task: string; readonly body: string }
  | { readonly do: "notify"; readonly incident: string; readonly text: string; readonly urgency: Urgency; readonly at: Instant }
  /** For the ledger: who moved what, why, under which account. */
  | { readonly do: "record"; readonly leaf: string };

export type Urgency = "info" | "warning" | "alarm";
