/** A ruling for Windsurf: its hooks answer with their exit code, and what they print is shown to the person and told the model. */
import { type Answer } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

export const answer = answerWith(lastWords);

/** There is room for nothing but a refusal. */
export function acknowledge(): Answer {
  return silence;
}

/** Only the exit code counts; the object says the same on stdout as stderr says in words. */
export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({ blocked: true, reason: said }));
}
