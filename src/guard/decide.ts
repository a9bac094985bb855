/** The path of one decision: call, ground, effects, facts, policy, verdict. */
import { absolutePath } from "../base/path.ts";
import { done, type Result } from "../base/result.ts";
import type { AgentProgram } from "./agent-program.ts";
import type { Call } from "./call.ts";
import { counted } from "./counted.ts";
import { type Decision, decisionVersion, isStricter, type Step, type Verdict } from "./decision.ts";
import type { Doubt } from "./effect.ts";
import { type Declared, noneDeclared } from "./effects/declared/declared.ts";
import { effectsOf } from "./effects/effects.ts";
import { groundOf } from "./effects/places/ground.ts";
import type { GuardedPlaces } from "./effects/places/guarded.ts";
import { judged } from "./judging.ts";
import { limits } from "./limits.ts";
import type { Leaves } from "./policy/leaves.ts";
import { hasFurther, nearness, type PolicySet } from "./policy/layers.ts";
import type { Pinned } from "./policy/about.ts";
import { reachedBy } from "./reached.ts";
import type { Source } from "../rego/rego.ts";
import type { World } from "./world.ts";

/** What a guard is made of: the layers of its policy, the paths it protects as its own, and the build it is. */
export type Guard = PolicySet & {
  readonly guarded: GuardedPlaces;
  readonly engine: string;
  /** Programs that load it themselves; none where nobody says which. */
  readonly agents?: readonly AgentProgram[];
  /** What policies about programs call the session of an agent. */
  readonly sessionMember?: string;
  /** The wrappers and tools that people have described to it. */
  readonly declared?: Declared;
};

/** Where it decides: what may be asked of the machine, and the guard's own folder, which no call names. */
export type Site = {
  readonly world: World;
  readonly root: string;
  /** Files that load the guard on this machine; looked up when a path turns up. */
  readonly carriers?: () => readonly string[];
  /** What people have signed. Left out where nobody can say: then nothing is loosened. */
  readonly leaves?: Leaves;
  /** Names calls that wait for a person; without it they have no name. */
  readonly sha256?: (text: string) => string;
  /** The policies of the repositories that a folder lies in, where they do not count for the whole call already. */
  readonly around?: (folder: string) => PolicySet;
  /** Whether a person has signed what a policy says. */
  readonly isPinned?: (policy: Source) => Pinned | undefined;
  readonly now?: number;
};

export function decide(asIs: Call, guard: Guard, site: Site): Result<Decision> {
  const { world, root, carriers = () => [], leaves, isPinned, now, sha256 } = site;
  const call = folded(asIs);
  const asked = counted(world);
  const ground = groundOf(call, { places: guard.guarded, root, carriers }, asked.world);
  const { agents = [], declared = noneDeclared, sessionMember } = guard;
  const read = (tellsMore: boolean): ReturnType<typeof effectsOf> => effectsOf(call, ground, { agents, declared, tellsMore });
  const first = read(hasFurther(guard));
  const { set, doubts: unreached } = reachedBy({ ...first, call }, guard, site.around);
  const { effects, doubts: found, programs, commands, brought } = hasFurther(set) && !hasFurther(guard) ? read(true) : first;
  const doubts = [...found, ...unreached, ...doubtOfBlindness(asked.questions())];
  const judgement = judged(
    set,
    { call, declared, sessionMember, now, variable: asked.world.variable, effects, doubts, programs, isPinned },
    leaves,
  );
  if (!judgement.ok) return judgement;
  const { policySteps, used } = judgement.value;
  const approval = judgement.value.approval();
  const steps = [...judgement.value.steps].sort(byStrictness);
  const spent = { policySteps, questions: asked.questions(), commands };
  return done({
    version: decisionVersion,
    verdict: strictest(steps),
    call: judgement.value.call,
    effects,
    doubts,
    steps,
    programs,
    brought,
    spent,
    engine: guard.engine,
    ...(used.length === 0 ? {} : { leaves: used }),
    ...(approval === undefined || sha256 === undefined ? {} : { approval: sha256(approval) }),
    ...(judgement.value.overridden === undefined ? {} : { overridden: judgement.value.overridden }),
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
  if (one.layer !== other.layer) return nearness(other.layer) - nearness(one.layer);
  // Those of further layers stand as they came: the nearest repository first.
  if (nearness(one.layer) > 0) return 0;
  return one.rule < other.rule ? -1 : 1;
}
