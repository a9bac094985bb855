/** Wanted: one thing that somebody wanted to do once, wherever it was written down. */
import type { Instant } from "../../base/instant.ts";
import type { Result } from "../../base/result.ts";
import type { Call, Verdict } from "../../guard/guard.ts";

export type Wanted = {
  /** Who wanted it, as a report names them. */
  readonly by: string;
  readonly at?: Instant;
  /** A call that stands in several transcripts, since one session went on from the other, has the same id in all. */
  readonly id?: string;
  /** A fault where what stands there is a call that nobody can judge. */
  readonly call: Result<Call>;
  /** What the guard said at that time, where that is on record. */
  readonly before?: Verdict;
};
