/** A ruling in the words of Codex CLI. It reads stderr on exit 2 and the object on any other: either one alone blocks. */
import type { Answer, Notice, Said } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

/** A member that the client does not know would make it pass over the whole answer. */
export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({
    hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: said },
  }));
}

/**
 * The client passes over `ask` and runs the call, so `ask` is a refusal. It takes a changed call together with a yes, and shows the person
 * its own dialog all the same.
 */
export const answer = answerWith(lastWords, (updatedInput) => ({
  hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "allow", updatedInput },
}));

/** How such an answer begins and ends: our line hands on no other that is not a refusal. */
export const exchanged = [
  '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"allow","updatedInput":{',
  "}}}",
] as const;

export function acknowledge(notice: Notice, said: Said): Answer {
  if (said.is !== "context" || notice.at !== "session-start") return silence;
  return { ...silence, stdout: JSON.stringify({ hookSpecificOutput: { hookEventName: "SessionStart", additionalContext: said.text } }) };
}
