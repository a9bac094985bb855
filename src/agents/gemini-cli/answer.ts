/** A ruling in the words of Gemini CLI: silence lets the call through, a refusal goes out on all three channels. */
import type { Answer, Notice, Said } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

/** The client's own dialog has "allow once" under the cursor, and without a terminal its run ends there; so `ask` is a refusal here. */
export const answer = answerWith(lastWords);

/** Of what it tells us the client holds up nothing; a session hears at its start how it is guarded. */
export function acknowledge(notice: Notice, said: Said): Answer {
  if (said.is !== "context" || notice.at !== "session-start") return silence;
  return { ...silence, stdout: JSON.stringify({ hookSpecificOutput: { hookEventName: "SessionStart", additionalContext: said.text } }) };
}

/**
 * Every other object outranks the exit code and lets the call run, even one in which a single letter of `deny` has changed. So our line
 * in the settings hands on only what begins like this.
 */
export const refusalBegins = '{"decision":"deny",';

export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({ decision: "deny", reason: said }));
}
