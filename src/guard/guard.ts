/** Front door of the guard: decide(call, policy, world) and the words it is said in. */
export { callVersion, type Act, type Call, type Caller, type Edit, type FileChange, type Mode } from "./call.ts";
export { decisionVersion, isStricter, verdicts, type Decision, type Step, type Verdict } from "./decision.ts";
export { effectVersion, type Doubt, type Effect, type EffectKind } from "./effect.ts";
export { seen, unseen, worldVersion, type Blindness, type Entry, type Names, type Seen, type Text, type Tree, type World } from "./world.ts";
