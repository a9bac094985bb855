/** What layers are asked about: one call, and all that was found in it. */
import { isAtOrBelow } from "../../base/path.ts";
import type { Source } from "../../rego/rego.ts";
import type { Doubt, Effect } from "../effect.ts";
import type { ProgramUse } from "../program-use.ts";
import type { Circumstances } from "./program-input.ts";

export type About = Circumstances & {
  readonly effects: readonly Effect[];
  readonly doubts: readonly Doubt[];
  readonly programs: readonly ProgramUse[];
  /** Whether a person has signed what this file says. */
  readonly isPinned?: ((policy: Source) => Pinned | undefined) | undefined;
};

/** What a signed statement says of a file: the rules that its overrides are about, or all that they may be about. */
export type Pinned = { readonly rules?: readonly string[] };

export function liesIn(folder: string, effect: Effect | undefined): boolean {
  return effect !== undefined && effect.on === undefined && isAtOrBelow(effect.target.name, folder);
}

/** The effects of one program. Where a text is shown at one place, several programs may stand there: then each has those of its name. */
export function effectsOfProgram(program: number, { programs, effects }: Pick<About, "programs" | "effects">): readonly number[] {
  const use = programs[program];
  if (use === undefined) return [];
  const isOf = ({ span, via, tool }: Effect): boolean =>
    tool === use.words?.[0] && span.start >= use.span.start && span.end <= use.span.end && via.join("\n") === use.via.join("\n");
  return effects.flatMap((effect, position) => (isOf(effect) ? [position] : []));
}
