/** Front door of the guard: decide(call, guard, world), and the words it is said in. */
export type { AgentProgram } from "./agent-program.ts";
export { notesOf } from "./brought.ts";
export { callVersion, type Act, type Call, type Caller, type Dialect, type Edit, type FileChange, type Mode } from "./call.ts";
export { decide, type Guard, type Site } from "./decide.ts";
export { decisionVersion, isStricter, verdicts, type Decision, type Step, type Verdict } from "./decision.ts";
export { type Doubt, type Effect, type EffectKind } from "./effect.ts";
export { limits } from "./limits.ts";
export { joinedDeclared } from "./effects/declared/declared.ts";
export { readDeclared } from "./effects/declared/read-declared.ts";
export { type Knowledge, type KnownProgram, knownPrograms } from "./effects/known-programs.ts";
export { guardedPlaces, type GuardedPlaces } from "./effects/places/guarded.ts";
export { temporaryFolders } from "./effects/places/usual-folders.ts";
export { factsOf } from "./policy/facts.ts";
export { isGuardsOwn, type Leave, type Leaves, type Refusal } from "./policy/leaves.ts";
export type { Pinned } from "./policy/about.ts";
export type { BrokenLayer } from "./policy/broken-layer.ts";
export { hasFurther, type PolicySet } from "./policy/layers.ts";
export { layerFromParts, loadLayer, placed, type Layer, type Loaded, type PolicyFault, type Rule } from "./policy/policy.ts";
export {
  askedHeads,
  linesOf,
  opinionOf,
  packageOf,
  type ProgramPolicy,
  programPolicyFromParts,
  ruleIdOf,
} from "./policy/program-policy.ts";
export { type LayerPlace, readLayer, type Vocabulary, vocabularyOf } from "./policy/read-layer.ts";
export { joined as joinedPolicies } from "./reached.ts";
export { repositoryAt } from "./policy/repository.ts";
export { readAnswers, readCall } from "./reading.ts";
export { recording, replaying, type Answered } from "./replay.ts";
export { type Assignment, readShell } from "./shell/shell.ts";
export {
  seen,
  unseen,
  type Blindness,
  type Entry,
  type Names,
  type Seen,
  type Text,
  type Tracked,
  type Tree,
  type World,
} from "./world.ts";
