/** A ruling in the words of Factory Droid: silence lets the call through, a refusal goes out on all three channels. */
import type { Answer, Notice, Said } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

export const answer = answerWith(lastWords);

/** A session hears at its start how it is guarded; what else it tells us needs no answer. */
export function acknowledge(notice: Notice, said: Said): Answer {
  if (said.is !== "context" || notice.at !== "session-start") return silence;
  return { ...silence, stdout: JSON.stringify({ hookSpecificOutput: { hookEventName: "SessionStart", additionalContext: said.text } }) };
}

export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({
    hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: said },
  }));
}
