/** Lease: the right of one session to work on one task. Its fence number is higher than every earlier one's, so that results of old sessions are known as such. */

/** The id is the task's: a task has one lease at most. */
export type Lease = {
  readonly id: string;
  readonly fence: number;
  readonly session: string;
  readonly project: string;
  readonly account: string;
  readonly scope: string;
  readonly grantedSteadyMs: number;
  /** Moves on with every sign of life. */
  readonly deadlineSteadyMs: number;
  /** What the attempt may cost, kept aside from all budgets until it is over. */
  readonly reservedMicroUsd: number;
};
