/** Checkpoint: everything needed to go on elsewhere with a task, as it was when its session was last asked. */
import type { Instant } from "../base/instant.ts";
import type { CheckpointSeen } from "./event.ts";

/** Its id is the task's. A newer one takes its place only when the session that made it has worked. */
export type Checkpoint = CheckpointSeen & {
  readonly id: string;
  readonly session: string;
  readonly fence: number;
  readonly conversation: string | null;
  readonly account: string;
  readonly attempt: number;
  readonly at: Instant;
};
