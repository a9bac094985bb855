/** Every sentence about a decision that an agent or a person reads. Lower case; what happened, why, what to do instead. */
import { unreachable } from "../base/assert.ts";
import type { Decision, Step, Verdict } from "../guard/guard.ts";
import { approvalIdOf } from "../proof/statements/statements.ts";

/** What a decision comes to, short enough for a model and complete enough for the person who reads its log. */
export function wording(decision: Decision): string {
  const [step] = decision.steps;
  if (step === undefined) return `sheepdog let this through: ${nothingAgainst(decision)}`;
  const others = decision.steps.filter((one) => one !== step && one.verdict === step.verdict).map((one) => one.rule);
  const also = others.length === 0 ? "" : ` (also ${others.join(", ")})`;
  return [`sheepdog ${ruling(decision.verdict)}: ${step.because} [${step.rule}]${also}`, ...advice(step, decision)].join(". ");
}

function nothingAgainst({ leaves = [] }: Decision): string {
  const signed = leaves.map(({ statement }) => statement).join(", ");
  return signed === "" ? "no rule has anything against it" : `a person signed that it may pass (${signed})`;
}

function ruling(verdict: Verdict): string {
  switch (verdict) {
    case "deny":
      return "blocked this";
    case "ask":
      return "blocked this until a person agrees";
    case "warn":
      return "let this through and put it on record";
    case "allow":
      return "let this through";
    default:
      return unreachable(verdict);
  }
}

function advice(step: Step, { verdict, approval }: Decision): readonly string[] {
  const instead = step.instead === undefined ? [] : [`Instead: ${step.instead}`];
  const granted = approval === undefined ? [] : [`A person can let it pass once: \`sheepdog approve grant ${approvalIdOf(approval)}\``];
  return verdict === "ask"
    ? [...instead, "Do not work around it; go on with something else or ask the person to run it", ...granted]
    : [...instead, ...granted];
}
