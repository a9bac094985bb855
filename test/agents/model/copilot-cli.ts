/** How GitHub Copilot CLI reads the answer of a hook before a call, by its observed matrix: every bad end blocks, and a good one counts by its words. */
import { objectIn, type Reading } from "./reading.ts";

export const copilotCliReading: Reading = ({ stdout, exit, inTime }) => {
  if (!inTime) return "runs";
  if (exit !== 0) return "blocked";
  const decision = objectIn(stdout.toString("utf8"))?.["permissionDecision"];
  return decision === "deny" || decision === "ask" ? "blocked" : "runs";
};
