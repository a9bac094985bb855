/** RunningFleet: the fleet as the daemon's doors see it. What is read is committed, what is told is committed before it counts as told. */
import type { Instant } from "../../base/instant.ts";
import type { Result } from "../../base/result.ts";
import type { Change, Happening, Note, State } from "../../fleet/fleet.ts";
import type { Health } from "../daemon/duty.ts";
import type { Spending } from "./spending.ts";

export type RunningFleet = {
  readonly state: () => State;
  /** Done when it is on the disk, with whatever else came in the same moment. On a full disk it waits. */
  readonly tell: (happening: Happening) => Promise<Result<void>>;
  /** Everything that was ever noted of one task, oldest first. */
  readonly journal: (task: string) => Result<readonly Note[]>;
  /** From now on. It ends when the fleet stops, or when the listener goes. */
  readonly watch: () => AsyncIterable<News>;
  readonly spending: () => Spending;
  readonly health: () => Health;
};

/** One commit, or so many that a slow listener has missed: then `state` says what is true. */
export type News =
  | {
      readonly number: number;
      readonly at: Instant;
      /** From the moment that the first of its events was told until it was on the disk. */
      readonly waitedMs: number;
      readonly notes: readonly Note[];
      readonly changes: readonly Change[];
    }
  | { readonly number: number; readonly at: Instant; readonly lost: number };
