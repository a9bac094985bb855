/** How Codex CLI reads the answer of a hook before a call: on exit 2 it counts that somebody says why, on exit 0 an object in its own closed shape. */
import { objectIn, type Reading } from "./reading.ts";

export const codexReading: Reading = ({ stdout, stderr, exit, inTime }) => {
  if (!inTime || exit === null) return "runs";
  if (exit === 2) return stderr.toString("utf8").trim() === "" ? "runs" : "blocked";
  if (exit !== 0) return "runs";
  const said = objectIn(stdout.toString("utf8"));
  return said !== undefined && (isDenied(said) || isBlocked(said)) ? "blocked" : "runs";
};

type Members = Readonly<Record<string, unknown>>;

function isDenied(said: Members): boolean {
  const { hookSpecificOutput: specific, ...others } = said;
  if (typeof specific !== "object" || specific === null || Object.keys(others).length > 0) return false;
  const { hookEventName, permissionDecision, permissionDecisionReason, ...more } = specific as Members;
  const mine = hookEventName === "PreToolUse" && permissionDecision === "deny" && Object.keys(more).length === 0;
  return mine && typeof permissionDecisionReason === "string" && permissionDecisionReason.trim() !== "";
}

function isBlocked({ decision, reason, ...others }: Members): boolean {
  return decision === "block" && typeof reason === "string" && reason.trim() !== "" && Object.keys(others).length === 0;
}
