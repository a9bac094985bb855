/** Which rewrites make the guard milder than it is with the command itself, and by which texts. */
import { type Guard, isStricter, type Verdict } from "../../../src/guard/guard.ts";
import { decisionOn } from "../../lib/bundled.ts";
import { commands } from "./commands.ts";
import { type Rewrite, rewrites } from "./rewrites.ts";

export type Miss = {
  readonly rewrite: string;
  readonly command: string;
  readonly text: string;
  readonly wanted: Verdict;
  readonly got: Verdict;
};

export type Trial = { readonly tried: number; readonly misses: readonly Miss[] };

type Pair = { readonly rewrite: Rewrite; readonly command: string };

/** Every rewrite of every command, or those that `isWanted` picks. */
export function trialOf(guard: Guard, isWanted: (pair: Pair) => boolean = () => true): Trial {
  const misses: Miss[] = [];
  let tried = 0;
  for (const command of commands) {
    const wanted = decisionOn(command, guard).verdict;
    for (const rewrite of rewrites) {
      const text = isWanted({ rewrite, command }) ? rewrite.of(command) : undefined;
      if (text === undefined) continue;
      tried += 1;
      const got = decisionOn(text, guard).verdict;
      if (isStricter(wanted, got)) misses.push({ rewrite: rewrite.name, command, text, wanted, got });
    }
  }
  return { tried, misses };
}
