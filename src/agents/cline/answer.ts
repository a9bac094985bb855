/** A ruling in the words of Cline: silence lets the call through, a refusal goes out on all three channels. */
import type { Answer, Notice, Said } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

export const answer = answerWith(lastWords);

/** Its hooks could cancel a task; a guard that is only told of one does not. A task hears at its start how it is guarded. */
export function acknowledge(notice: Notice, said: Said): Answer {
  if (said.is !== "context" || notice.at !== "session-start") return silence;
  return { ...silence, stdout: JSON.stringify({ cancel: false, contextModification: said.text }) };
}

export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({ cancel: true, errorMessage: said }));
}
