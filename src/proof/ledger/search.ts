/** What is looked for in a ledger. Everything that is said has to hold. */
import type { Instant } from "../../base/instant.ts";

export type Search = {
  readonly since?: Instant;
  readonly until?: Instant;
  readonly agent?: string;
  readonly session?: string;
  readonly verdict?: string;
  /** A rule, or all whose id begins so: `git` finds `git.push.force`. */
  readonly rule?: string;
  /** A part of what the call said, in whatever case. */
  readonly text?: string;
  /** A folder, or what lies below it. */
  readonly cwd?: string;
};

/** Where an entry lies. */
export type EntryPlace = { readonly segment: number; readonly start: number; readonly end: number };
