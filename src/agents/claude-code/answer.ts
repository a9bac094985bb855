/** A ruling in the words of Claude Code: silence lets the call through, a refusal goes out on all three channels. */
import type { Answer, Moment, Ruling } from "../agent.ts";

/** The client moves longer text into a file and shows the model a preview only. */
const longestReason = 8_000;

const needsReason = "sheepdog blocked this and gave no reason; run `sheepdog doctor`";

/**
 * Silence is no `allow`: that word would lift the prompts that the user asked for. `ask` is a refusal too, since the
 * client's own dialog has "yes" under the cursor; its wording says that a person is needed.
 */
export function answer(_moment: Moment, ruling: Ruling): Answer {
  const { verdict, rewritten } = ruling.decision;
  const lets = verdict === "allow" || verdict === "warn";
  if (lets && rewritten === undefined) return { stdout: "", stderr: "", exit: 0 };
  return lastWords(
    lets ? "sheepdog blocked this: it would only pass in a changed form, which cannot be handed to this client" : ruling.wording,
  );
}

/** Not a byte more on stdout: one that stands before the object would turn it into text, and the call would run. */
export function lastWords(reason: string): Answer {
  const said = shortened(reason.trim() === "" ? needsReason : reason);
  const refusal = { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: said };
  return { stdout: JSON.stringify({ hookSpecificOutput: refusal }), stderr: `${said.toWellFormed()}\n`, exit: 2 };
}

function shortened(reason: string): string {
  return reason.length <= longestReason ? reason : `${reason.slice(0, longestReason)} …`;
}
