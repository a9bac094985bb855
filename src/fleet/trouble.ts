/** Troubles: how a turn can end otherwise than done, and what follows from each. A table, because they differ in what must not be done. */

export type TurnOutcome = "done" | TroubleKind;

export type TroubleKind =
  | "limit"
  | "throttled"
  | "overloaded"
  | "signed-out"
  | "on-hold"
  | "unpaid"
  | "bounded"
  | "too-long"
  | "refused"
  | "failed";

export type Remedy = {
  /** Does it count against the task? */
  readonly burns: boolean;
  /** What is put out of use: a lane waits for its reset, an account for a person. */
  readonly stops: "nothing" | "lane" | "account";
  /** The account goes slower for a while. */
  readonly slows: boolean;
  /** Where the task goes: back (at once or after a backoff), aside, or to the dead letter. */
  readonly task: "queue" | "park" | "dead";
  /** May what was begun be resumed, or must it begin anew? */
  readonly resumes: boolean;
};

export const remedies: Readonly<Record<TroubleKind, Remedy>> = {
  limit: { burns: false, stops: "lane", slows: false, task: "park", resumes: true },
  throttled: { burns: false, stops: "nothing", slows: true, task: "park", resumes: true },
  overloaded: { burns: false, stops: "nothing", slows: true, task: "park", resumes: true },
  "signed-out": { burns: false, stops: "account", slows: false, task: "park", resumes: true },
  "on-hold": { burns: false, stops: "account", slows: false, task: "park", resumes: true },
  unpaid: { burns: false, stops: "account", slows: false, task: "park", resumes: true },
  bounded: { burns: true, stops: "nothing", slows: false, task: "dead", resumes: true },
  "too-long": { burns: true, stops: "nothing", slows: false, task: "queue", resumes: false },
  refused: { burns: true, stops: "nothing", slows: false, task: "dead", resumes: true },
  failed: { burns: true, stops: "nothing", slows: false, task: "queue", resumes: true },
};
