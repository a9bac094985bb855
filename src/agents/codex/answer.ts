/** A ruling in the words of Codex CLI. It reads stderr on exit 2 and the object on any other: either one alone blocks. */
import type { Answer, Notice, Said } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

/** A member that the client does not know would make it pass over the whole answer. */
export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({
    hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: said },
  }));
}

/** The client passes over `ask` and runs the call, so `ask` is a refusal. */
export const answer = answerWith(lastWords);

export function acknowledge(notice: Notice, said: Said): Answer {
  if (said.is !== "context" || notice.at !== "session-start") return silence;
  return { ...silence, stdout: JSON.stringify({ hookSpecificOutput: { hookEventName: "SessionStart", additionalContext: said.text } }) };
}
