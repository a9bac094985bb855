/** Yes and no to a call, as all products get them: silence lets it through, everything else is a refusal with a reason on every channel. */
import type { Json } from "../base/json.ts";
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
export function answerWith(refuse: (reason: string) => Answer): (moment: BeforeCall, ruling: Ruling) => Answer {
  return (_moment, { decision, wording }) => {
    const lets = decision.verdict === "allow" || decision.verdict === "warn";
    if (lets && decision.rewritten === undefined) return silence;
    return refuse(lets ? changedForm : wording);
  };
}

function shortened(reason: string): string {
  return reason.length <= longestReason ? reason : `${reason.slice(0, longestReason)} …`;
}
