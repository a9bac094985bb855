/** How Claude Code reads the answer of a hook before a call, by its observed matrix; without `onFailure` a failure lets the call run. */
import { type Ended, objectIn, type Reading, type Verdict } from "./reading.ts";

export function claudeCodeReading(onFailure: "continue" | "block"): Reading {
  const failed: Verdict = onFailure === "block" ? "blocked" : "runs";
  return (ended) => {
    if (!ended.inTime || ended.exit === null) return failed;
    if (ended.exit === 2) return "blocked";
    const text = ended.stdout.toString("utf8");
    const said = text.trimStart().startsWith("{") ? objectIn(text) : undefined;
    if (said !== undefined) return decided(said, ended) ?? failed;
    return ended.exit === 0 ? "runs" : failed;
  };
}

/** A member that it knows with a value that it does not know is a failure; other members are passed over. */
function decided(said: Readonly<Record<string, unknown>>, { exit }: Ended): Verdict | undefined {
  if (![undefined, "approve", "block"].includes(said["decision"] as string | undefined)) return undefined;
  if (said["decision"] === "block") return "blocked";
  const specific = said["hookSpecificOutput"] as Readonly<Record<string, unknown>> | undefined;
  if (specific === undefined) return exit === 0 ? "runs" : undefined;
  if (typeof specific !== "object" || specific === null || specific["hookEventName"] !== "PreToolUse") return undefined;
  const decision = specific["permissionDecision"] as string | undefined;
  if (["deny", "ask", "defer"].includes(decision ?? "")) return "blocked";
  if (![undefined, "allow"].includes(decision)) return undefined;
  return exit === 0 ? "runs" : undefined;
}
