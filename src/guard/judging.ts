/** What policy says of a call, and what is left of that where people have signed something. */
import { once } from "../base/once.ts";
import { done, type Result } from "../base/result.ts";
import type { Call } from "./call.ts";
import type { Step, Used } from "./decision.ts";
import type { About } from "./policy/about.ts";
import { approvalText } from "./policy/approval.ts";
import { hasFurther, judgeLayers, type PolicySet } from "./policy/layers.ts";
import { type Leaves, loosened } from "./policy/leaves.ts";
import type { Judgement } from "./policy/policy.ts";

export type Judged = Judgement & {
  /** In the mode in which it was judged. */
  readonly call: Call;
  readonly used: readonly Used[];
  /** What a person would say yes to; `undefined`: nothing holds it back, or nobody can lift that. */
  readonly approval: () => string | undefined;
};

/**
 * Of the bundled policy the mode lifts rules and adds none, so a call without a step against it needs no look at what was signed. Another layer may well be stricter
 * in write mode: where there is one, the mode is found out first.
 */
export function judged(set: PolicySet, found: About, leaves: Leaves | undefined): Result<Judged> {
  const isFurther = hasFurther(set);
  const early = isFurther ? writing(found.call, leaves) : undefined;
  const first = judgedIn(early === undefined ? found.call : inWriteMode(found.call), set, found);
  if (!first.ok || leaves === undefined || first.value.steps.length === 0) return first;
  const late = isFurther ? undefined : writing(found.call, leaves);
  const again = late === undefined ? first : judgedIn(inWriteMode(found.call), set, found);
  if (!again.ok) return again;
  const lifted = without(first.value.steps, again.value.steps);
  // A mode found out first has been seen by every layer; one found out last counts where it made a difference.
  const [final, mode] = lifted.length > 0 ? [again.value, late] : [first.value, early];
  const policySteps = first.value.policySteps + (again === first ? 0 : again.value.policySteps);
  const refused = { ...found, call: final.call, steps: final.steps };
  const approval = once(() => approvalText(refused));
  const { steps, used } = loosened({ ...refused, approval }, leaves);
  const byMode = mode === undefined ? [] : [{ statement: mode, lifted }];
  const open = used.length === 0 ? approval : () => approvalText({ ...refused, steps });
  return done({ ...final, steps, policySteps, used: [...byMode, ...used], approval: open });
}

function judgedIn(call: Call, set: PolicySet, found: About): Result<Judged> {
  const judgement = judgeLayers(set, { ...found, call });
  if (!judgement.ok) return judgement;
  const { steps } = judgement.value;
  return done({ ...judgement.value, call, used: [], approval: () => approvalText({ ...found, call, steps }) });
}

function writing(call: Call, leaves: Leaves | undefined): string | undefined {
  return call.mode === "read" ? leaves?.writing(call) : undefined;
}

function inWriteMode(call: Call): Call {
  return { ...call, mode: "write" };
}

function without(before: readonly Step[], after: readonly Step[]): readonly string[] {
  return before.map(({ rule }) => rule).filter((rule) => !after.some((step) => step.rule === rule));
}
