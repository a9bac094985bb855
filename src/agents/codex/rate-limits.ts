/** What Codex CLI says of the windows of an account. */
import { isMembers, type Members } from "../../base/read.ts";
import type { Heard, HeardQuota } from "../../fleet/fleet.ts";

const source = "account/rateLimits/updated";

export function quotasIn(limits: Members): readonly Heard[] {
  return windowsIn(limits).flatMap((window) => {
    const { usedPercent: value } = window;
    return typeof value === "number"
      ? [{ is: "quota", scope: "all", window: nameOf(window), value, unit: "percent", ...resetOf(window), source }]
      : [];
  });
}

function windowsIn(limits: Members): readonly Members[] {
  return [limits["primary"], limits["secondary"]].filter((window) => isMembers(window));
}

/** By how long it is: the client numbers them only. */
function nameOf({ windowDurationMins: minutes }: Members): string {
  return typeof minutes === "number" ? (names[minutes] ?? `${minutes}_minutes`) : "window";
}

const names: Readonly<Record<number, string>> = { 300: "five_hour", 10_080: "seven_day" };

function resetOf({ resetsAt }: Members): Pick<HeardQuota, "resets" | "resetsIn"> {
  return typeof resetsAt === "number" ? { resets: resetsAt, resetsIn: "seconds" } : { resets: null, resetsIn: "nothing" };
}

/** A turn was refused for a limit: of the windows that are full the one that opens last; where none is known to be full, nobody knows until when. */
export function limitOf(limits: Members): Extract<Heard, { is: "limit" }> {
  const full = windowsIn(limits).filter(({ usedPercent }) => typeof usedPercent === "number" && usedPercent >= 100);
  const [last] = full.toSorted((one, other) => Number(other["resetsAt"] ?? 0) - Number(one["resetsAt"] ?? 0));
  const resetsAt = last?.["resetsAt"];
  return {
    is: "limit",
    scope: "all",
    window: last === undefined ? "unknown" : nameOf(last),
    resetsAt: typeof resetsAt === "number" ? resetsAt * 1000 : "unknown",
  };
}
