/** How a turn of Codex CLI ended, by the client's own name for what went wrong. */
import { isMembers, type Members } from "../../base/read.ts";
import type { TurnOutcome } from "../../fleet/fleet.ts";

const byName: Readonly<Record<string, TurnOutcome>> = {
  usageLimitExceeded: "limit",
  rateLimitExceeded: "throttled",
  serverOverloaded: "overloaded",
  flexUnavailable: "overloaded",
  policyCapacityUnavailable: "overloaded",
  internalServerError: "overloaded",
  httpConnectionFailed: "overloaded",
  responseStreamConnectionFailed: "overloaded",
  responseStreamDisconnected: "overloaded",
  responseTooManyFailedAttempts: "overloaded",
  unauthorized: "signed-out",
  contextWindowExceeded: "too-long",
  sessionBudgetExceeded: "bounded",
  cyberPolicy: "refused",
  misalignmentPolicyViolation: "refused",
};

/** Some names come with the status of the answer, which says more. */
const byStatus: Readonly<Record<number, TurnOutcome>> = { 401: "signed-out", 402: "unpaid", 403: "signed-out", 429: "throttled" };

export function outcomeOf(turn: Members): TurnOutcome {
  if (turn["status"] === "completed") return "done";
  const info = isMembers(turn["error"]) ? turn["error"]["codexErrorInfo"] : undefined;
  if (typeof info === "string") return byName[info] ?? "failed";
  const [name = "", more] = isMembers(info) ? (Object.entries(info)[0] ?? []) : [];
  const status = isMembers(more) ? more["httpStatusCode"] : undefined;
  return (typeof status === "number" ? byStatus[status] : undefined) ?? byName[name] ?? "failed";
}
