/** The path of one decision: call, ground, effects, facts, policy, verdict. */
import { absolutePath, folderOf } from "../base/path.ts";
import { done, type Result } from "../base/result.ts";
import type { Call } from "./call.ts";
import { counted } from "./counted.ts";
import { type Decision, decisionVersion, isStricter, type Step, type Verdict } from "./decision.ts";
import type { Doubt } from "./effect.ts";
import { effectsOf } from "./effects/effects.ts";
import { groundOf } from "./effects/places/ground.ts";
import { factsOf } from "./policy/facts.ts";
import { limits } from "./limits.ts";
import { judge, type Layer } from "./policy/policy.ts";
import type { World } from "./world.ts";

/** What a guard is made of: the layers of its policy, the paths it protects as its own, and the build it is. */
export type Guard = { readonly layers: readonly Layer[]; readonly guarded: readonly string[]; readonly engine: string };

/** Where it decides: what may be asked of the machine, and the guard's own folder, which no call names. */
export type Site = { readonly world: World; readonly root: string };

export function decide(asIs: Call, guard: Guard, site: Site): Result<Decision> {
  const call = folded(asIs);
  const asked = counted(site.world);
  const ground = groundOf(call, () => guardedPaths(call, guard, site.root), asked.world);
  const { effects, doubts: found, programs, commands } = effectsOf(call, ground);
  const doubts = [...found, ...doubtOfBlindness(asked.questions())];
  const judgement = judge(guard.layers, factsOf(call, { effects, doubts, programs }));
  if (!judgement.ok) return judgement;
  const steps = [...judgement.value.steps].sort(byStrictness);
  const spent = { policySteps: judgement.value.policySteps, questions: asked.questions(), commands };
  return done({ version: decisionVersion, verdict: strictest(steps), call, effects, doubts, steps, spent, engine: guard.engine });
}

/** `/home/dev/` and `/home/x/../dev` are one home; behind this line there is one spelling of each. */
function folded(call: Call): Call {
  return { ...call, cwd: absolutePath(call.cwd, "/"), home: absolutePath(call.home, "/") };
}

/** A call may have another HOME than the person whose guard this is; the guarded files of both count. */
function guardedPaths(call: Call, guard: Guard, root: string): readonly string[] {
  const homes = [...new Set([call.home, folderOf(root)])];
  const paths = guard.guarded.flatMap((path) => (path.startsWith("~/") ? homes.map((home) => home + path.slice(1)) : [path]));
  return [...new Set([root, ...paths])];
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
