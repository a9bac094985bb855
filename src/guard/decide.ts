/** The path of one decision: call, effects, facts, policy, verdict. */
import { done, type Result } from "../base/result.ts";
import type { Call } from "./call.ts";
import { type Decision, decisionVersion, isStricter, type Step, type Verdict } from "./decision.ts";
import { effectsOf } from "./effects/effects.ts";
import { groundOf } from "./effects/ground.ts";
import { factsOf } from "./policy/facts.ts";
import { judge, type Layer } from "./policy/policy.ts";
import { counted } from "./counted.ts";
import type { World } from "./world.ts";

/** What a guard is made of: the layers of its policy, the paths it protects as its own, and the build it is. */
export type Guard = { readonly layers: readonly Layer[]; readonly guarded: readonly string[]; readonly engine: string };

export function decide(call: Call, guard: Guard, world: World): Result<Decision> {
  const asked = counted(world);
  const ground = groundOf(
    call,
    guard.guarded.map((path) => inHome(path, call.home)),
    asked.world,
  );
  const { effects, doubts, commands } = effectsOf(call, ground);
  const judgement = judge(guard.layers, factsOf(call, effects, doubts));
  if (!judgement.ok) return judgement;
  const steps = [...judgement.value.steps].sort(byStrictness);
  const spent = { policySteps: judgement.value.policySteps, questions: asked.questions(), commands };
  return done({ version: decisionVersion, verdict: strictest(steps), call, effects, doubts, steps, spent, engine: guard.engine });
}

/** No rule against it: allow. */
function strictest(steps: readonly Step[]): Verdict {
  return steps[0]?.verdict ?? "allow";
}

function byStrictness(one: Step, other: Step): number {
  if (one.verdict !== other.verdict) return isStricter(one.verdict, other.verdict) ? -1 : 1;
  return one.rule < other.rule ? -1 : 1;
}

function inHome(path: string, home: string): string {
  return path.startsWith("~/") ? home + path.slice(1) : path;
}
