/** Every sentence about a decision that an agent or a person reads. Lower case; what happened, why, what to do instead. */
import type { Decision, Step } from "../guard/guard.ts";

/** The reason of a block, short enough for a model and complete enough for the person who reads its log. */
export function wording(decision: Decision): string {
  const [step] = decision.steps;
  if (step === undefined) return "sheepdog let it through";
  const others = decision.steps
    .slice(1)
    .filter((one) => one.verdict === step.verdict)
    .map((one) => one.rule);
  const also = others.length === 0 ? "" : ` (also ${others.join(", ")})`;
  return [`sheepdog ${verb(decision)}: ${step.because} [${step.rule}]${also}`, alternative(step), personNeeded(decision)]
    .filter((part) => part !== "")
    .join(". ");
}

function verb(decision: Decision): string {
  return decision.verdict === "ask" ? "blocked this until a person agrees" : "blocked this";
}

function alternative(step: Step): string {
  return step.instead === undefined ? "" : `Instead: ${step.instead}`;
}

function personNeeded(decision: Decision): string {
  return decision.verdict === "ask" ? "Do not work around it; go on with something else or ask the person to run it" : "";
}
