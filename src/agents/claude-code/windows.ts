/** What Claude Code says of the windows of an account: how much of each is used, and that one of them is used up. */
import { isMembers, type Members } from "../../base/read.ts";
import type { Heard, HeardQuota } from "../../fleet/fleet.ts";

const source = "rate_limit_event";

/** All windows where the client names them; older ones say only which one binds, mostly without a share. */
export function quotasIn(info: Members): readonly Heard[] {
  const windows = info["unifiedWindows"];
  if (isMembers(windows)) return Object.entries(windows).flatMap(([window, one]) => (isMembers(one) ? quotaOf(window, one) : []));
  const window = info["rateLimitType"];
  return typeof window === "string" ? quotaOf(window, info) : [];
}

function quotaOf(window: string, one: Members): readonly Heard[] {
  const { utilization: value, resetsAt } = one;
  if (typeof value !== "number") return [];
  const resets = typeof resetsAt === "number" ? ({ resets: resetsAt, resetsIn: "seconds" } as const) : never;
  return [{ is: "quota", scope: scopeOf(window), window, value, unit: "ratio", ...resets, source }];
}

const never: Pick<HeardQuota, "resets" | "resetsIn"> = { resets: null, resetsIn: "nothing" };

/**
 * A request was refused because a window is used up. Without the window's name it was refused for being too quick, which says
 * nothing of the account; and what is paid for beyond the plan was not refused.
 */
export function limitIn(info: Members): Extract<Heard, { is: "limit" }> | undefined {
  const { status, rateLimitType: window, resetsAt, isUsingOverage } = info;
  if (status !== "rejected" || typeof window !== "string" || isUsingOverage === true) return undefined;
  return { is: "limit", scope: scopeOf(window), window, resetsAt: typeof resetsAt === "number" ? resetsAt * 1000 : "unknown" };
}

/** `seven_day_opus` limits that family of models alone. */
function scopeOf(window: string): string {
  return /^(?:five_hour|seven_day)_(\w+)$/.exec(window)?.[1] ?? "all";
}
