/** A ruling in the words of GitHub Copilot CLI: silence lets the call through, a refusal goes out on all three channels. */
import type { Answer, Notice, Said } from "../agent.ts";
import { answerWith, refusal, silence } from "../refusal.ts";

/** A changed call comes without a word on permission, so the client's own prompts stay. */
export const answer = answerWith(lastWords, (modifiedArgs) => ({ modifiedArgs }));

/** Its hooks have no say in anything but calls; a session hears at its start how it is guarded. */
export function acknowledge(notice: Notice, said: Said): Answer {
  if (said.is !== "context" || notice.at !== "session-start") return silence;
  return { ...silence, stdout: JSON.stringify({ additionalContext: said.text }) };
}

/** Under the other events the client passes this over: it is words about a permission that nobody asked for. */
export function lastWords(reason: string): Answer {
  return refusal(reason, (said) => ({ permissionDecision: "deny", permissionDecisionReason: said }));
}
