/** How the layers of policy combine, all of it: bundled → organisation → user → repository, nearest first. */
import { done, type Result } from "../../base/result.ts";
import { limits } from "../limits.ts";
import type { About } from "./about.ts";
import { type BrokenLayer, brokenSteps, within } from "./broken-layer.ts";
import { type Facts, factsOf } from "./facts.ts";
import { withoutOverridden } from "./overrides.ts";
import { judge, type Judgement, type Layer } from "./policy.ts";
import { bundledLayer, programJudgement } from "./program-judgement.ts";
import type { ProgramPolicy } from "./program-policy.ts";

/**
 * Each layer is asked, and what it says is added: nothing that a layer says makes another one milder. A repository's layer speaks only of calls that start in its
 * folder, and of what lies in that folder. A layer that did not load, or fails when it is asked, denies whatever is more than reading. Only an override that a person
 * has pinned takes something away, and only what the bundled layer or its own says of the very program that it is about.
 *
 * What counts for a call: layers in our vocabulary, files in failsafe's, and what did not load.
 */
export type PolicySet = {
  readonly layers: readonly Layer[];
  readonly programPolicies?: readonly ProgramPolicy[];
  readonly broken?: readonly BrokenLayer[];
};

const outermostFirst: readonly string[] = [bundledLayer, "organisation", "user", "repository"];

/** How near to the call a layer is: of two that are equally strict, people are told what the nearer one says. */
export function nearness(layer: string): number {
  return outermostFirst.indexOf(layer);
}

/** Whether anything but the bundled layer counts. */
export function hasFurther({ layers, programPolicies = [], broken = [] }: PolicySet): boolean {
  return layers.length > 1 || programPolicies.length > 0 || broken.length > 0;
}

/** Where the bundled layer cannot be heard, nobody can tell anything. */
export function judgeLayers(set: PolicySet, about: About): Result<Judgement> {
  const facts = factsOf(about.call, about);
  if (!hasFurther(set)) return judge(set.layers, facts);
  const bundled = judge(
    set.layers.filter(({ name }) => name === bundledLayer),
    facts,
  );
  if (!bundled.ok) return bundled;
  const further = set.layers.filter(({ name }) => name !== bundledLayer).map((layer) => heard(layer, facts, about));
  const ofPrograms = programJudgement(set.programPolicies ?? [], about);
  const broken = (set.broken ?? []).flatMap((layer) => brokenSteps(layer, about));
  const steps = [...bundled.value.steps, ...further.flatMap((one) => one.steps), ...ofPrograms.steps, ...broken];
  const policySteps = [bundled.value, ...further, ofPrograms].reduce((sum, one) => sum + one.policySteps, 0);
  const { kept, overridden } = withoutOverridden(steps, ofPrograms.overrides, about);
  return done({ steps: kept, policySteps, ...(overridden.length === 0 ? {} : { overridden }) });
}

function heard(layer: Layer, facts: Facts, about: About): Judgement {
  const outcome = judge([layer], facts);
  if (outcome.ok) return { ...outcome.value, steps: outcome.value.steps.flatMap((step) => within(layer.folder, step, about)) };
  const [rule] = layer.rules;
  const fault = { file: rule?.file ?? layer.name, line: rule?.line ?? 1, column: 1, what: outcome.fault.what };
  return { steps: brokenSteps({ ...layer, faults: [fault] }, about), policySteps: limits.policySteps };
}
