/** Task: a piece of work that somebody gave the fleet, from its arrival to its end. Nothing of it is ever thrown away before it was archived. */
import type { Instant } from "../base/instant.ts";

export type Priority = "critical" | "high" | "default" | "low";

/** The id comes from the door, so that giving the same thing twice after a crash is one task. */
export type Arrival = {
  readonly task: string;
  readonly project: string;
  readonly title: string;
  readonly text: string;
  readonly priority: Priority;
  readonly door: "inbox" | "cli" | "http" | "agent";
  readonly by: Giver;
  /** Of several open tasks with the same key only the first is taken. */
  readonly key: string | null;
  /** Tasks that must be done first. */
  readonly after: readonly string[];
  readonly notBefore: Instant | null;
  /** Not begun by then, it is dead: late work may be worse than none. */
  readonly deadline: Instant | null;
  /** The family of models it needs, which may have a limit of its own; `all` where it does not matter. */
  readonly scope: string;
  /** Tasks with the same affinity prefer the account that worked on the last one. */
  readonly affinity: string | null;
  /** For all attempts together; 0 is no bound. */
  readonly budgetMicroUsd: number;
};

/** An agent gives tasks in its own project alone, to a depth, and so many at a time. */
export type Giver =
  | { readonly is: "person"; readonly name: string }
  | { readonly is: "agent"; readonly session: string; readonly project: string; readonly depth: number };

export type Task = Omit<Arrival, "task"> & {
  readonly id: string;
  readonly arrivedAt: Instant;
  /** By the steady clock of the fleet: what ageing counts from. */
  readonly arrivedSteadyMs: number;
  readonly state: TaskState;
  /** Attempts that count against it. */
  readonly burned: number;
  /** Attempts of any kind. */
  readonly started: number;
  /** Times that it was put aside through no fault of its own. */
  readonly parkedTimes: number;
  /** The number of its newest lease; what comes under a lower one is stale. */
  readonly fence: number;
  readonly microUsd: number;
  readonly tokens: number;
  /** The conversation in which it was begun, if a client took the prompt. */
  readonly conversation: Conversation | null;
  readonly movedSteadyMs: number | null;
  /** What became of the last attempts, newest last. */
  readonly attempts: readonly Attempt[];
};

export type TaskState =
  /** `readySteadyMs`: not before, because of a backoff. */
  | { readonly is: "queued"; readonly readySteadyMs: number }
  | { readonly is: "leased" }
  /** Put aside unburned. It goes on where and when there is room again. */
  | { readonly is: "parked"; readonly why: ParkedWhy; readonly account: string; readonly sinceMs: Instant }
  /** With a person: a human took the session, or an operator paused it. */
  | { readonly is: "held"; readonly why: string }
  | { readonly is: "done"; readonly at: Instant; readonly report: string }
  | { readonly is: "dead"; readonly at: Instant; readonly code: string; readonly detail: string }
  | { readonly is: "cancelled"; readonly at: Instant; readonly by: string };

export type ParkedWhy = "limit" | "account" | "failover" | "provider";

export type Conversation = {
  readonly id: string;
  readonly account: string;
  readonly transcript: string | null;
  /** The last process that held it was not proved dead: it is forked, never resumed. */
  readonly unproven: boolean;
};

export type Attempt = {
  readonly fence: number;
  readonly session: string;
  readonly account: string;
  readonly beganAt: Instant;
  readonly endedAt: Instant;
  readonly end: string;
  readonly burned: boolean;
  readonly microUsd: number;
  readonly tokens: number;
};

/** An attempt list is for people; older ones stay in the journal. */
export const attemptsKept = 20;
