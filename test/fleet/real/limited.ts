/** The answer of an account whose five hours are used up, as the vendor's servers give it. */
import type { Reply } from "../../../src/base/exchange.ts";

export function limited(resetsAt: number): Reply {
  const headers = {
    "content-type": "application/json",
    "anthropic-ratelimit-unified-status": "rejected",
    "anthropic-ratelimit-unified-reset": String(resetsAt),
    "anthropic-ratelimit-unified-representative-claim": "five_hour",
    ...windowOf("5h", "1", resetsAt),
    ...windowOf("7d", "0.4", resetsAt + 86_400),
  };
  return { status: 429, headers, body: JSON.stringify({ type: "error", error: { type: "rate_limit_error", message: "limit" } }) };
}

function windowOf(name: string, share: string, reset: number): Record<string, string> {
  return {
    [`anthropic-ratelimit-unified-${name}-utilization`]: share,
    [`anthropic-ratelimit-unified-${name}-reset`]: String(reset),
    [`anthropic-ratelimit-unified-${name}-status`]: share === "1" ? "rejected" : "allowed",
  };
}
