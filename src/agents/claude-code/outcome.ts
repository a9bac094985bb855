/** How a turn of Claude Code ended. The client calls a limit a success: what counts is `is_error` and the error's own name. */
import type { Members } from "../../base/read.ts";
import type { TurnOutcome } from "../../fleet/fleet.ts";

/** What the answer before the end said, where the client wrote it in place of the model. */
export type Failing = { readonly error?: string; readonly limit?: true };

const byError: Readonly<Record<string, TurnOutcome>> = {
  authentication_failed: "signed-out",
  cloud_credential_error: "signed-out",
  account_on_hold: "on-hold",
  verification_required: "on-hold",
  oauth_org_not_allowed: "on-hold",
  billing_error: "unpaid",
  rate_limit: "throttled",
  overloaded: "overloaded",
  server_error: "overloaded",
};

const bySubtype: Readonly<Record<string, TurnOutcome>> = { error_max_turns: "bounded", error_max_budget_usd: "bounded" };

export function outcomeOf(result: Members, { error = "", limit }: Failing): TurnOutcome {
  const { is_error: isError, api_error: apiError, terminal_reason: reason, subtype, stop_reason: stop } = result;
  if (limit === true || apiError === "usage_limit_reached") return "limit";
  if (reason === "prompt_too_long") return "too-long";
  const known = (typeof subtype === "string" ? bySubtype[subtype] : undefined) ?? byError[error];
  if (known !== undefined) return known;
  if (stop === "refusal") return "refused";
  return isError === true || typeof reason !== "string" || reason !== "completed" ? "failed" : "done";
}
