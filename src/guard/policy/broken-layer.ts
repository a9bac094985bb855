/** A layer that did not load, or that fails when it is asked: nobody can tell what it forbids. */
import { isAtOrBelow } from "../../base/path.ts";
import type { Step } from "../decision.ts";
import type { Effect } from "../effect.ts";
import { type About, liesIn } from "./about.ts";
import { placed, type PolicyFault } from "./policy.ts";

export type BrokenLayer = { readonly name: string; readonly folder?: string; readonly faults: readonly PolicyFault[] };

/** Among those that protect the guard itself: nothing lifts it. */
export const brokenRule = "guard.policy";

const shownFaults = 3;

/** Denies what is more than reading; a call that only reads goes on, and so the policy can be looked at and mended. */
export function brokenSteps({ name, folder, faults }: BrokenLayer, about: About): readonly Step[] {
  const effects = about.effects.flatMap((effect, position) => (isReading(effect) ? [] : [position]));
  const doubts = about.doubts.map((_, position) => position);
  const [first] = faults;
  if (first === undefined || effects.length + doubts.length === 0) return [];
  const because = `the ${name} policy does not load, so nobody can tell what it forbids: ${faults.slice(0, shownFaults).map(placed).join("; ")}`;
  const instead = "a person mends it (`sheepdog policy validate`), or takes the last good one back (`sheepdog policy rollback`)";
  const { file, line } = first;
  return within(folder, { rule: brokenRule, verdict: "deny", because, instead, file, line, layer: name, effects, doubts }, about);
}

function isReading(effect: Effect): boolean {
  return effect.kind === "read" || (effect.kind === "infra" && effect.change === "none");
}

/** What a repository says of a call that starts elsewhere is about what lies in it. */
export function within(folder: string | undefined, step: Step, { call, effects }: About): readonly Step[] {
  if (folder === undefined || isAtOrBelow(call.cwd, folder)) return [step];
  const inside = step.effects.filter((position) => liesIn(folder, effects[position]));
  return inside.length === 0 ? [] : [{ ...step, effects: inside, doubts: [] }];
}
