/** Order: everything the fleet can have done for it, as a closed list. Hosts carry an order out and report back by an event. */
import type { Instant } from "../base/instant.ts";

export const orderVersion = 1;

/** An order has an id, so that doing it twice after a crash can be told from doing two. */
export type Order = { readonly version: typeof orderVersion; readonly id: string } & Errand;

export type Errand =
  | {
      readonly do: "launch";
      readonly session: string;
      readonly agent: string;
      readonly account: string;
      readonly folder: string;
      readonly resume?: string;
    }
  | { readonly do: "prompt"; readonly session: string; readonly text: string; readonly receipt: string }
  | { readonly do: "interrupt"; readonly session: string }
  | { readonly do: "end"; readonly session: string; readonly graceMs: number }
  | { readonly do: "probe"; readonly session: string }
  | { readonly do: "make-worktree"; readonly task: string; readonly project: string; readonly branch: string }
  | { readonly do: "collect-worktree"; readonly task: string; readonly folder: string }
  | { readonly do: "save-checkpoint"; readonly session: string; readonly body: string }
  | { readonly do: "archive"; readonly what: string; readonly to: string }
  | { readonly do: "notify"; readonly incident: string; readonly text: string; readonly urgency: "info" | "warning" | "alarm" }
  | { readonly do: "record"; readonly leaf: string }
  | { readonly do: "wake"; readonly at: Instant };
