/** A ruling in the words of Cursor: silence lets the call through, a refusal goes out on all three channels. */
import type { Answer, Notice, Said } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

/** Only the event for all tools hands out the whole input, and takes it back. */
export const answer = answerWith(lastWords, (updated_input) => ({ permission: "allow", updated_input }));

/** How such an answer begins and ends: our line hands on no other that is not a refusal. */
export const exchanged = ['{"permission":"allow","updated_input":{', "}}"] as const;

/** Its hooks have no say in what they are only told of; a session hears at its start how it is guarded. */
export function acknowledge(notice: Notice, said: Said): Answer {
  if (said.is !== "context" || notice.at !== "session-start") return silence;
  return { ...silence, stdout: JSON.stringify({ additional_context: said.text }) };
}

/** The person sees that something was refused, and the model why. */
export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({ permission: "deny", user_message: "sheepdog blocked a call of the agent", agent_message: said }));
}
