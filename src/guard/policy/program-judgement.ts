/** What policies about programs say of a call: each file is asked about each program that somebody has described. */
import { isAtOrBelow } from "../../base/path.ts";
import type { Step } from "../decision.ts";
import { limits } from "../limits.ts";
import { type About, effectsOfProgram, liesIn } from "./about.ts";
import { brokenRule, brokenSteps } from "./broken-layer.ts";
import type { Judgement } from "./policy.ts";
import { programInput } from "./program-input.ts";
import { isBundled, type Opinion, opinionOf, type ProgramPolicy, ruleIdOf, type Said } from "./program-policy.ts";

/** What a file would let through all the same. */
export type Override = {
  readonly policy: ProgramPolicy;
  readonly said: Said;
  /** The position of the program that it is about. */
  readonly program: number;
};

export type ProgramJudgement = Judgement & { readonly overrides: readonly Override[] };

export const bundledLayer = "bundled";

/** All programs of a call share the bound on steps, so that many of them cannot ask for many times the work. */
export function programJudgement(policies: readonly ProgramPolicy[], about: About): ProgramJudgement {
  const steps: Step[] = [];
  const overrides: Override[] = [];
  let spent = 0;
  for (const [program, use] of about.programs.entries()) {
    const heeded = policies.filter((policy) => concerns(policy, program, about));
    const input = heeded.length === 0 ? undefined : programInput(use, about);
    if (input === undefined) continue;
    for (const policy of heeded) {
      const opinion = opinionOf(policy, input, Math.max(1, limits.policySteps - spent));
      if (!opinion.ok) {
        const fault = { file: policy.file, line: 1, column: 1, what: opinion.fault.what };
        steps.push(...brokenSteps({ ...policy, faults: [fault] }, about));
        continue;
      }
      spent += opinion.value.steps;
      steps.push(...stepsOf(policy, opinion.value, { program, effects: effectsOfProgram(program, about) }));
      overrides.push(...opinion.value.overrides.map((said) => ({ policy, said, program })));
    }
  }
  return { steps, overrides, policySteps: spent };
}

/** A repository's file is about programs that start in its folder or touch what lies in it. */
function concerns({ folder }: ProgramPolicy, program: number, about: About): boolean {
  if (folder === undefined) return true;
  const { cwd = about.call.cwd } = about.programs[program] ?? {};
  return isAtOrBelow(cwd, folder) || effectsOfProgram(program, about).some((position) => liesIn(folder, about.effects[position]));
}

type Touched = { readonly program: number; readonly effects: readonly number[] };

function stepsOf(policy: ProgramPolicy, { blocks, bugs }: Opinion, { program, effects }: Touched): readonly Step[] {
  const step = ({ reason, line }: Said, rule: string): Step => ({
    rule,
    verdict: "deny",
    because: reason,
    file: policy.file,
    line,
    layer: isBundled(policy) ? bundledLayer : policy.name,
    effects,
    doubts: [],
    programs: [program],
  });
  return [...bugs.map((bug) => step(bug, brokenRule)), ...blocks.map((said) => step(said, ruleIdOf(policy)))];
}
