/** Yes and no to a call, as all products get them: silence lets it through, a few take it back in another form, everything else is a refusal. */
import type { Json } from "../base/json.ts";
import type { Members } from "../base/read.ts";
import type { Act } from "../guard/guard.ts";
import type { Answer, BeforeCall, Ruling } from "./agent.ts";

/** Longer reasons are cut by some clients, or moved into a file of which the model sees the beginning. */
const longestReason = 8_000;

const needsReason = "sheepdog blocked this and gave no reason; run `sheepdog doctor`";
const changedForm = "sheepdog blocked this: it would only pass in a changed form, which cannot be handed to this client";

export const silence: Answer = { stdout: "", stderr: "", exit: 0 };

/** Not a byte more on stdout than the object: one that stands before it would turn it into text, and the call would run. */
export function refusal(reason: string, shape: (reason: string) => Json): Answer {
  const said = shortened(reason.trim() === "" ? needsReason : reason);
  return { stdout: JSON.stringify(shape(said)), stderr: `${said.toWellFormed()}\n`, exit: 2 };
}

/**
 * Silence is no `allow`: that word would lift the prompts that the user asked for. `ask` is a refusal too, because a dialog of the
 * client may have "yes" under the cursor, or nobody in front of it; the wording says that a person is needed.
 */
export function answerWith(
  refuse: (reason: string) => Answer,
  exchange?: (input: Members) => Json,
): (moment: BeforeCall, ruling: Ruling) => Answer {
  return (moment, { decision, wording }) => {
    if (decision.verdict !== "allow" && decision.verdict !== "warn") return refuse(wording);
    if (decision.rewritten === undefined) return silence;
    const input = exchange === undefined ? undefined : rewrittenInput(moment, decision.rewritten);
    if (exchange === undefined || input === undefined) return refuse(changedForm);
    return { ...silence, stdout: JSON.stringify(exchange(input)) };
  };
}

/**
 * The same input with another command in it. Products take the whole of it in the place of the old, so all else that the tool was given
 * goes back as it came; what is no command in a shell, and stays none, cannot be exchanged.
 */
function rewrittenInput({ call, input }: BeforeCall, to: Act): Members | undefined {
  const from = call.act;
  if (input === undefined || from.kind !== "shell" || to.kind !== "shell") return undefined;
  if (from.dialect !== to.dialect || from.background !== to.background || input["command"] !== from.command) return undefined;
  return { ...input, command: to.command };
}

function shortened(reason: string): string {
  return reason.length <= longestReason ? reason : `${reason.slice(0, longestReason)} …`;
}
