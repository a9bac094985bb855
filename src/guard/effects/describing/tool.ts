/** What one file in `tools/` says about its tool: names, options that take a value, what it does, what it lets run, what comes out of it. */
import type { Flow, Value } from "../../shell/value.ts";
import type { Part } from "./deeds.ts";
import type { Line, Shape } from "./options.ts";
import type { Run } from "../running/run.ts";
import type { Link } from "../places/links.ts";
import type { Place } from "../places/targets.ts";
import type { Saved } from "../walk/written.ts";

export type Tool = {
  readonly names: readonly string[];
  readonly shape: Shape;
  /** How many of its first operands say what it does: two for `aws s3 rm`. Left out, none. */
  readonly verbs?: 1 | 2;
  /** What it does itself. */
  readonly effects?: (use: Use) => readonly Part[];
  /** What it lets others do. */
  readonly runs?: (use: Use) => readonly Run[];
  /** The files that it gives content to. */
  readonly saves?: (use: Use) => readonly Saved[];
  /** The links that it makes. `hard`: one file with two names. */
  readonly links?: (use: Use) => readonly (Link & { readonly hard: boolean })[];
  /** What it writes to its standard output; left out, what it lets run writes that, or else it is a text that nobody has read. */
  readonly output?: (use: Use) => Flow | undefined;
};

/** One use of a tool. */
export type Use = {
  readonly name: string;
  readonly words: readonly Value[];
  readonly line: Line;
  readonly place: Place;
  readonly stdin: Flow | undefined;
  /** The shell that it is a word of, where that is not bash. */
  readonly dialect?: string | undefined;
  /** What the call itself has set; what the machine has set is asked of World. */
  readonly variable: (name: string) => Value | undefined;
  /** What somebody would get who reads this file now. */
  readonly content: (path: Value) => Flow;
  /** The same, or nothing where the file surely is as it was before the call. */
  readonly changed: (path: Value) => Flow | undefined;
};

export const noValues: Shape = { short: "", long: [] };
