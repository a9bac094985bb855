/** The clock of this machine, for those who have to be handed the time. */
import type { Instant } from "../../base/instant.ts";

export function now(): Instant {
  return Date.now();
}
