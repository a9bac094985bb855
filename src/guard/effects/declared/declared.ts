/** Declared: the programs that somebody has described to the guard as data, beside those that it knows by itself. */
import type { Tool } from "../describing/tool.ts";
import type { Wrapper } from "../running/wrappers.ts";

export type Declared = {
  readonly wrappers: ReadonlyMap<string, Wrapper>;
  /** By each of the names that the program has. */
  readonly tools: ReadonlyMap<string, DeclaredTool>;
};

/** How the words of a tool are to be sorted, and what some of them do. */
export type DeclaredTool = {
  /** What policies call it, whatever it is called by. */
  readonly name: string;
  readonly options: readonly DeclaredOption[];
  /** Whether `-it` is `-i -t`, or one option that is called `it`. */
  readonly combinesShorts: boolean;
  /** The second words that belong to a verb. */
  readonly subverbs: ReadonlyMap<string, readonly string[]>;
  readonly places: readonly PlaceFacts[];
  /** What it does beside what the guard knows of it; undefined where nobody has said. */
  readonly does: Tool["effects"] | undefined;
};

export type DeclaredOption = {
  readonly long?: string;
  readonly short?: string;
  readonly takesValue: boolean;
  /** Its long name stands behind a single dash. */
  readonly isSingle: boolean;
};

/** What is told beside the words: the cluster that the current context names, the branch and the remote of the repository. */
export type PlaceFacts = "cluster" | "repository";

export const noneDeclared: Declared = { wrappers: new Map(), tools: new Map() };

/** Whoever comes later says more of the same program. */
export function joinedDeclared(one: Declared, other: Declared): Declared {
  return { wrappers: new Map([...one.wrappers, ...other.wrappers]), tools: new Map([...one.tools, ...other.tools]) };
}
