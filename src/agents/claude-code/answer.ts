/** A ruling in the words of Claude Code: silence lets the call through, a refusal goes out on all three channels, a changed call on stdout. */
import type { Answer, Notice, Said } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({
    hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: said },
  }));
}

/**
 * The client's own dialog has "yes" under the cursor, so `ask` is a refusal too. A changed call comes without a word on permission: the
 * client's own prompts then judge the new form.
 */
export const answer = answerWith(lastWords, (updatedInput) => ({
  hookSpecificOutput: { hookEventName: "PreToolUse", updatedInput },
}));

/** A change of settings is held up in the words that this event takes; a session hears at its start how it is guarded. */
export function acknowledge(notice: Notice, said: Said): Answer {
  switch (said.is) {
    case "noted":
      return silence;
    case "context":
      return notice.at === "session-start" ? contextFor(said.text) : silence;
    case "refused":
      return notice.at === "config-change" ? refusal(said.reason, (reason) => ({ decision: "block", reason })) : silence;
  }
}

function contextFor(text: string): Answer {
  return { ...silence, stdout: JSON.stringify({ hookSpecificOutput: { hookEventName: "SessionStart", additionalContext: text } }) };
}
