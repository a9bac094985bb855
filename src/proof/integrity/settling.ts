/** When a burst of changes is over: an editor writes a file in many steps, and one look at the end says as much as many. */
import type { Instant } from "../../base/instant.ts";

/** The first and the last change that nobody has looked at yet. */
export type Unsettled = { readonly since: Instant; readonly last: Instant } | null;

export type Patience = { readonly quietMs: number; readonly mostMs: number };

export function stirred(unsettled: Unsettled, at: Instant): Unsettled {
  return { since: unsettled?.since ?? at, last: at };
}

/** How long still to wait before looking: until it is quiet, but a change that never ends is looked at all the same. A clock that went back ends the wait. */
export function waitMs(unsettled: Unsettled, at: Instant, { quietMs, mostMs }: Patience): number | undefined {
  if (unsettled === null) return undefined;
  if (at < unsettled.last) return 0;
  return Math.max(0, Math.min(unsettled.last + quietMs, unsettled.since + mostMs) - at);
}
