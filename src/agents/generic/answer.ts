/** A ruling for a tool of anybody's, as docs/generic-hook.md says: silence and exit 0 let the act through, and nothing else does. */
import type { Answer } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

export const answer = answerWith(lastWords);

/** It asks, and tells of nothing else. */
export function acknowledge(): Answer {
  return silence;
}

export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({ version: 1, decision: "block", reason: said }));
}
