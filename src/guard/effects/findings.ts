/** What the reading of a call has brought to light so far: effects, doubts, and how much was looked at. */
import type { Doubt, Effect } from "../effect.ts";

export type Findings = { readonly effects: Effect[]; readonly doubts: Doubt[]; commands: number };

export function noFindings(): Findings {
  return { effects: [], doubts: [], commands: 0 };
}
