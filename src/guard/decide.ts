/** The path of one decision: call, ground, effects, facts, policy, verdict. */
import { absolutePath } from "../base/path.ts";
import { done, type Result } from "../base/result.ts";
import type { Call } from "./call.ts";
import { counted } from "./counted.ts";
import { type Decision, decisionVersion, isStricter, type Step, type Verdict } from "./decision.ts";
import type { Doubt } from "./effect.ts";
import { type Declared, noneDeclared } from "./effects/declared/declared.ts";
import { effectsOf } from "./effects/effects.ts";
import { groundOf } from "./effects/places/ground.ts";
import type { GuardedPlaces } from "./effects/places/guarded.ts";
import { factsOf } from "./policy/facts.ts";
import { limits } from "./limits.ts";
import { judge, type Layer } from "./policy/policy.ts";
import type { World } from "./world.ts";

/** What a guard is made of: the layers of its policy, the paths it protects as its own, and the build it is. */
export type Guard = {
  readonly layers: readonly Layer[];
  readonly guarded: GuardedPlaces;
  readonly engine: string;
  /** The wrappers and tools that people have described to it. */
  readonly declared?: Declared;
};

/** Where it decides: what may be asked of the machine, and the guard's own folder, which no call names. */
export type Site = {
  readonly world: World;
  readonly root: string;
  /** Files that load the guard on this machine; looked up when a path turns up. */
  readonly carriers?: () => readonly string[];
};

export function decide(asIs: Call, guard: Guard, { world, root, carriers = () => [] }: Site): Result<Decision> {
  const call = folded(asIs);
  const asked = counted(world);
  const ground = groundOf(call, { places: guard.guarded, root, carriers }, asked.world);
  const {
    effects,
    doubts: found,
    programs,
    commands,
    brought,
  } = effectsOf(call, ground, { declared: guard.declared ?? noneDeclared, tellsPlaces: guard.layers.length > 1 });
  const doubts = [...found, ...doubtOfBlindness(asked.questions())];
  const judgement = judge(guard.layers, factsOf(call, { effects, doubts, programs }));
  if (!judgement.ok) return judgement;
  const steps = [...judgement.value.steps].sort(byStrictness);
  const spent = { policySteps: judgement.value.policySteps, questions: asked.questions(), commands };
  return done({
    version: decisionVersion,
    verdict: strictest(steps),
    call,
    effects,
    doubts,
    steps,
    programs,
    brought,
    spent,
    engine: guard.engine,
  });
}

/** `/home/dev/` and `/home/x/../dev` are one home; behind this line there is one spelling of each. */
function folded(call: Call): Call {
  return { ...call, cwd: absolutePath(call.cwd, "/"), home: absolutePath(call.home, "/") };
}

/** Past the bound World has answered nothing, and what it would have said might have weighed. */
function doubtOfBlindness(questions: number): readonly Doubt[] {
  if (questions <= limits.questions) return [];
  const what = `what the machine holds: the call leads to more than ${limits.questions} questions about it`;
  return [{ code: "bound", what, span: { start: 0, end: 0 } }];
}

/** No rule against it: allow. */
function strictest(steps: readonly Step[]): Verdict {
  return steps[0]?.verdict ?? "allow";
}

function byStrictness(one: Step, other: Step): number {
  if (one.verdict !== other.verdict) return isStricter(one.verdict, other.verdict) ? -1 : 1;
  return one.rule < other.rule ? -1 : 1;
}
