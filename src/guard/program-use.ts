/** ProgramUse: one program with its words sorted, for policies that care about a tool and not about what it does to the world. */
import type { Elsewhere } from "./effect.ts";
import type { Span } from "../base/span.ts";

export type ProgramUse = {
  readonly tool: string;
  /** The first words that are no options, where the tool is one whose first words say what it does. */
  readonly verb: string;
  readonly subverb: string;
  /** By name without dashes, each with all its values in order; a switch has the value `true`. */
  readonly flags: Readonly<Record<string, readonly (string | true)[]>>;
  /** The other words. */
  readonly positional: readonly string[];
  /** What was set for this program alone. */
  readonly env: Readonly<Record<string, string>>;
  /** Left out where it cannot be told. */
  readonly cwd?: string;
  /** The context of the cluster, and the cluster, where the tool is about one and a policy may ask. */
  readonly context?: string;
  readonly cluster?: string;
  /** The address of the repository's remote, and the branch that is checked out, likewise. */
  readonly remote?: string;
  readonly branch?: string;
  /** Its name and its words as they were written, where a policy beside ours may ask. */
  readonly words?: readonly string[];
  /** False where one of the words could not be worked out. */
  readonly known: boolean;
  readonly on?: Elsewhere;
  readonly via: readonly string[];
  readonly span: Span;
};
