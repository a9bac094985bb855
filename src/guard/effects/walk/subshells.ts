/** A shell of its own inside another one: what it changes ends with it, and its traps run when it ends. */
import { type Flow, literal } from "../../shell/value.ts";
import { merged } from "../describing/flows.ts";
import { copyOf, type Reading, type Scene, type Trap } from "./scene.ts";

type Inner = { readonly changes?: Partial<Scene>; readonly run: (inner: Scene) => Flow };

export function subshell(reading: Reading, scene: Scene, { changes = {}, run }: Inner): Flow {
  const inner = copyOf(scene, { traps: [], locals: new Set(scene.locals), ...changes });
  const flow = run(inner);
  // What it has read is gone for the shell around it as well, and how it ended is known there.
  Object.assign(scene.here, { taken: inner.here.taken, succeeded: inner.here.succeeded });
  return inner.traps.length === 0 ? flow : merged([flow, runTraps(reading, inner)]);
}

/** Under whatever holds now. */
function runTraps(reading: Reading, scene: Scene): Flow {
  return merged(scene.traps.splice(0).map((trap) => runTrap(reading, scene, trap)));
}

export function runTrap(reading: Reading, scene: Scene, { text, invocation }: Trap): Flow {
  const inner = copyOf(scene, { within: invocation.span, via: [...scene.via, "trap"], depth: scene.depth + 1, traps: [] });
  if (text.known) return reading.walk.text(reading, inner, text.text);
  return reading.walk.words(reading, inner, { ...invocation, words: [literal("eval"), text] });
}
