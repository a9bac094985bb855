/** Event: everything that can happen to the fleet, as a closed list. The fleet learns of the world by no other way. */
import type { Instant } from "../base/instant.ts";

export const eventVersion = 1;

export type Event = { readonly version: typeof eventVersion; readonly at: Instant } & Happening;

export type Happening =
  | { readonly is: "clock" }
  | { readonly is: "order-done"; readonly order: string }
  | { readonly is: "order-failed"; readonly order: string; readonly code: string }
  | { readonly is: "task-arrived"; readonly task: string; readonly text: string; readonly door: "inbox" | "cli" | "http" }
  | { readonly is: "task-cancelled"; readonly task: string; readonly by: string }
  | {
      readonly is: "task-ended";
      readonly task: string;
      readonly fence: number;
      readonly outcome: "done" | "failed";
      readonly report: string;
    }
  | {
      readonly is: "session-seen";
      readonly session: string;
      readonly state: "starting" | "idle" | "busy" | "waiting";
      readonly process: number;
    }
  | { readonly is: "session-gone"; readonly session: string; readonly exit: number | "killed" }
  | { readonly is: "prompt-received"; readonly session: string; readonly receipt: string }
  | { readonly is: "limit-reached"; readonly account: string; readonly scope: string; readonly resetsAt: Instant | "unknown" }
  | {
      readonly is: "quota-read";
      readonly account: string;
      readonly scope: string;
      readonly usedShare: number;
      readonly resetsAt: Instant;
      readonly source: string;
    }
  | { readonly is: "account-health"; readonly account: string; readonly health: "good" | "signed-out" | "on-hold" | "unreachable" }
  | { readonly is: "operator-said"; readonly command: "pause" | "resume" | "drain" | "failover" | "stop"; readonly about: string };
