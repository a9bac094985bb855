/** Event: everything that can happen to the fleet, as a closed list. The fleet learns of the world by no other way. */
import type { Instant } from "../base/instant.ts";
import type { AccountSettings, ProjectSettings, Settings } from "./settings.ts";
import type { Arrival } from "./task.ts";
import type { TurnOutcome } from "./trouble.ts";

export const eventVersion = 1;

/** `at` is the wall clock, which people and quotas keep to and which may jump; `steadyMs` counts since this daemon began and never goes back. */
export type Event = { readonly version: typeof eventVersion; readonly at: Instant; readonly steadyMs: number } & Happening;

export type Happening = DaemonHappening | TaskHappening | SessionHappening | AccountHappening | WorktreeHappening;

type DaemonHappening =
  /** The first event after the store was opened. `steadyMs` starts anew with it. */
  | { readonly is: "daemon-started" }
  /** About once a second: whatever waits for time is done here. */
  | { readonly is: "clock" }
  | { readonly is: "order-done"; readonly order: string }
  | { readonly is: "order-failed"; readonly order: string; readonly code: OrderTrouble; readonly detail: string }
  | { readonly is: "configured"; readonly settings: Settings }
  | { readonly is: "project-known"; readonly project: ProjectSettings }
  | { readonly is: "account-known"; readonly account: AccountSettings }
  | { readonly is: "disk"; readonly state: "full" | "free" }
  | { readonly is: "operator-said"; readonly command: OperatorCommand; readonly about: string; readonly by: string };

/** `about` names a task, a session, an account, a project, or `fleet`. */
export type OperatorCommand = "pause" | "resume" | "drain" | "failover" | "stop" | "acknowledge-moving" | "revoke-moving";

/** Why an order was not carried out; what follows from each stands in `outbox.ts`. */
export type OrderTrouble =
  /** For the time being: it is tried again. */
  | "busy"
  /** The order's fence is lower than one that the host has seen. */
  | "stale"
  /** The guard is not proved to be in place there: nothing is started. */
  | "guard-unproven"
  /** Another process holds the conversation. */
  | "conversation-held"
  /** There is nothing to resume under that name. */
  | "conversation-unknown"
  /** The prompt was given and nobody confirmed it. */
  | "no-receipt"
  /** A person is writing in that session. */
  | "draft"
  /** Ended as hard as a host can, and still not proved dead. */
  | "still-alive"
  /** Trying again cannot help. */
  | "impossible";

type TaskHappening =
  | ({ readonly is: "task-arrived" } & Arrival)
  | { readonly is: "task-cancelled"; readonly task: string; readonly by: string }
  /** A dead or cancelled task is to be tried once more, with all that is known of it. */
  | { readonly is: "task-retried"; readonly task: string; readonly by: string };

type SessionHappening =
  | { readonly is: "session-started"; readonly session: string; readonly process: ProcessProof; readonly conversation: string }
  /** A sign of life, from the client's own files and events. `tool`: a child of the client is at work. */
  | { readonly is: "session-seen"; readonly session: string; readonly state: SeenState; readonly tool: boolean }
  | { readonly is: "prompt-received"; readonly session: string; readonly receipt: string }
  /** The model said or did something: the turn makes progress. Sums are those of this session since it began. */
  | {
      readonly is: "turn-moved";
      readonly session: string;
      readonly tool: string | null;
      readonly microUsd: number;
      readonly tokens: number;
    }
  | {
      readonly is: "turn-ended";
      readonly session: string;
      readonly fence: number;
      readonly outcome: TurnOutcome;
      readonly report: string;
      readonly microUsd: number;
      readonly tokens: number;
    }
  /** `unproven`: it answers no more, but nobody could show that its process is dead. */
  | { readonly is: "session-gone"; readonly session: string; readonly exit: number | "killed"; readonly proof: "dead" | "unproven" }
  /** A person has begun to use a session of the pool. */
  | { readonly is: "session-taken"; readonly session: string; readonly by: string }
  /** A session that belongs to a person: it is shown and left alone. */
  | { readonly is: "human-session"; readonly session: string; readonly folder: string; readonly account: string; readonly state: SeenState }
  | { readonly is: "checkpoint-taken"; readonly session: string; readonly seen: CheckpointSeen };

export type SeenState = "starting" | "idle" | "busy" | "waiting";

/** A process number alone may be given again; with the start time it is one process. */
export type ProcessProof = { readonly pid: number; readonly startedAt: string };

/** What a host can see of a session's place; the fleet adds what it knows itself. */
export type CheckpointSeen = {
  readonly transcript: string | null;
  readonly transcriptBytes: number;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly gitHead: string | null;
  readonly gitBranch: string | null;
  /** Where the uncommitted changes were put aside; `null` when there were none. */
  readonly gitSaved: string | null;
  readonly lastTool: string | null;
};

type AccountHappening =
  | {
      readonly is: "limit-reached";
      readonly account: string;
      readonly scope: string;
      readonly window: string;
      /** Never invented: a limit without a time is a limit until `unknown`. */
      readonly resetsAt: Instant | "unknown";
      readonly session: string | null;
    }
  | {
      readonly is: "quota-read";
      readonly account: string;
      /** Whose numbers these are, as the client says; `null` when it does not. */
      readonly identity: string | null;
      readonly scope: string;
      readonly window: string;
      readonly value: number;
      readonly unit: "ratio" | "percent";
      readonly resets: number | string | null;
      readonly resetsIn: "seconds" | "milliseconds" | "iso" | "nothing";
      readonly source: string;
    }
  | { readonly is: "account-health"; readonly account: string; readonly identity: string | null; readonly health: AccountHealth };

export type AccountHealth = "good" | "signed-out" | "on-hold" | "unpaid" | "unreachable";

type WorktreeHappening =
  | { readonly is: "worktree-ready"; readonly task: string; readonly fence: number; readonly folder: string; readonly branch: string }
  | { readonly is: "worktree-seen"; readonly task: string; readonly seen: WorktreeSeen }
  | { readonly is: "worktree-collected"; readonly task: string };

/** Everything a collector has to know before it removes a folder; whatever could not be found out is `unknown`. */
export type WorktreeSeen = {
  readonly there: boolean;
  readonly owned: boolean;
  readonly dirty: boolean | "unknown";
  readonly unmerged: boolean | "unknown";
  readonly inUse: boolean | "unknown";
};
