/** Overrides: what a policy about programs would let through all the same. One counts only in a file whose content a person has signed. */
import type { Overridden, Step } from "../decision.ts";
import { type About, effectsOfProgram } from "./about.ts";
import { isLiftable } from "./leaves.ts";
import { bundledLayer, type Override } from "./program-judgement.ts";

type Outcome = { readonly kept: readonly Step[]; readonly overridden: readonly Overridden[] };

/** An override takes away what the bundled layer or its own says of the very program that it is about, and nothing else. */
export function withoutOverridden(steps: readonly Step[], overrides: readonly Override[], about: About): Outcome {
  if (steps.length === 0 || overrides.length === 0) return { kept: steps, overridden: [] };
  const counting = overrides.flatMap((override) => {
    const pinned = about.isPinned?.(override.policy);
    return pinned === undefined ? [] : [{ override, rules: bothOf(override.said.rules, pinned.rules) }];
  });
  const gone = steps.filter((step) => isLiftable(step, about) && coversAll(liftersOf(step, counting), step, about));
  const overridden = counting.flatMap(({ override: { policy, said }, rules }) => {
    const lifted = gone.filter((step) => liftersOf(step, [{ override: { policy, said, program: 0 }, rules }]).length > 0);
    if (lifted.length === 0) return [];
    return [{ rules: lifted.map(({ rule }) => rule), because: said.reason, file: policy.file, line: said.line, layer: policy.name }];
  });
  return { kept: steps.filter((step) => !gone.includes(step)), overridden };
}

type Counting = { readonly override: Override; readonly rules: readonly string[] | undefined };

/** Undefined: nobody named any. */
function bothOf(one: readonly string[] | undefined, other: readonly string[] | undefined): readonly string[] | undefined {
  return one === undefined || other === undefined ? (one ?? other) : one.filter((rule) => other.includes(rule));
}

function liftersOf({ rule, layer }: Step, counting: readonly Counting[]): readonly Counting[] {
  return counting.filter(
    ({ override, rules }) => (layer === bundledLayer || layer === override.policy.name) && (rules === undefined || rules.includes(rule)),
  );
}

/** Each program that the step speaks of, and each of its effects, has to be let through; a doubt never is. */
function coversAll(lifters: readonly Counting[], { programs, effects, doubts }: Step, about: About): boolean {
  const passing = new Set(lifters.map(({ override }) => override.program));
  if (doubts.length > 0 || passing.size === 0) return false;
  if (programs !== undefined) return programs.every((program) => passing.has(program));
  const passes = (effect: number): boolean => {
    const owners = about.programs.flatMap((_, program) => (effectsOfProgram(program, about).includes(effect) ? [program] : []));
    return owners.length > 0 && owners.every((owner) => passing.has(owner));
  };
  return effects.length > 0 && effects.every(passes);
}
