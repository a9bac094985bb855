/** Front door of the guard: decide(call, guard, world), and the words it is said in. */
export { notesOf } from "./brought.ts";
export { callVersion, type Act, type Call, type Caller, type Dialect, type Edit, type FileChange, type Mode } from "./call.ts";
export { decide, type Guard, type Site } from "./decide.ts";
export { decisionVersion, isStricter, verdicts, type Decision, type Step, type Verdict } from "./decision.ts";
export { type Doubt, type Effect, type EffectKind } from "./effect.ts";
export { limits } from "./limits.ts";
export { readDeclared } from "./effects/declared/read-declared.ts";
export { guardedPlaces, type GuardedPlaces } from "./effects/places/guarded.ts";
export { factsOf } from "./policy/facts.ts";
export { loadLayer, type Layer, type Rule } from "./policy/policy.ts";
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
