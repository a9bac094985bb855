/** A call, decided with the bundled policy: what hook, judge and explain share, so that there is one engine. */
import { done, type Result } from "../base/result.ts";
import { carriers } from "./carriers.ts";
import { type Answered, type Call, decide, type Decision, type Guard, recording, type Site } from "../guard/guard.ts";

export type Decided = { readonly decision: Decision; readonly answers: readonly Answered[] };

export function decided(call: Call, guard: Guard, site: Site): Result<Decided> {
  const answers: Answered[] = [];
  const recorded = { ...site, world: recording(site.world, answers) };
  const outcome = decide(call, guard, { ...recorded, carriers: () => carriers(recorded) });
  return outcome.ok ? done({ decision: outcome.value, answers }) : outcome;
}
