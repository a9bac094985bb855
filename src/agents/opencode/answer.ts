/** A ruling in the words that our plugin in OpenCode takes: silence lets the call through, whatever else it hears is thrown. */
import type { Answer } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

/** A plugin cannot ask the person; so `ask` is a refusal here, and its wording says that a person is needed. */
export const answer = answerWith(lastWords);

/** The client waits for nothing of what it tells us, and has no room for words to the model there. */
export function acknowledge(): Answer {
  return silence;
}

export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({ decision: "deny", reason: said }));
}
