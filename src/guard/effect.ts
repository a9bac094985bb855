/** Effect: what a call would do to the world, independent of how it is spelled. Policy sees effects, never text. */
import type { Span } from "../base/span.ts";

export type Effect = Circumstance & Deed;

/** What every effect says of itself. */
export type Circumstance = {
  /** The program that would do it. */
  readonly tool: string;
  readonly target: Target;
  readonly certainty: "proved" | "possible";
  /** The stretch of the act's own text that it comes from. */
  readonly span: Span;
  readonly loss: Loss;
  readonly blast?: Blast;
  /** The chain of places that leads to it: wrappers, scripts, recipes, from the outside in. */
  readonly via: readonly string[];
};

/** What is lost. `build`, `git` and `undo` name who can bring it back. */
export type Loss = "nothing" | "build" | "git" | "undo" | "forever" | "unknown";

export type Blast = { readonly files: number; readonly bytes: number; readonly atLeast: boolean };

export type Target = {
  /** An absolute path, a host, a resource: resolved where it could be, else as written. */
  readonly name: string;
  readonly scope: Scope;
  /** False where a part of the name could not be worked out. */
  readonly known: boolean;
};

/** Where a target lies. `below-home` and `below-project` leave out the folder itself, which weighs more. */
export type Scope =
  /** The guard's own files, and the settings that load it. */
  | "guard"
  /** `/` or another folder that holds the home. */
  | "root"
  | "home"
  /** Dot files and dot folders right below home. */
  | "settings"
  | "below-home"
  | "project"
  | "below-project"
  /** The project's `.git`. */
  | "repository"
  | "temp"
  | "system"
  | "device"
  | "elsewhere"
  | "remote"
  | "process"
  | "unknown";

export type Deed =
  | { readonly kind: "delete"; readonly whole: boolean }
  | { readonly kind: "overwrite" }
  | { readonly kind: "write" }
  | { readonly kind: "read"; readonly secret: boolean }
  | { readonly kind: "chmod"; readonly mode: string }
  | { readonly kind: "execute"; readonly from: Provenance }
  | { readonly kind: "network"; readonly carrying: "nothing" | "text" | "file" | "secret" | "unknown"; readonly method: string }
  | { readonly kind: "kill"; readonly signal: string }
  | { readonly kind: "persist"; readonly place: string }
  | { readonly kind: "privilege"; readonly as: string }
  | {
      readonly kind: "infra";
      readonly verb: string;
      readonly resource: string;
      readonly environment: string;
      readonly change: "none" | "create" | "update" | "destroy";
    }
  | { readonly kind: "vcs"; readonly act: "discard" | "rewrite" | "publish" | "overwrite-remote"; readonly branch: string }
  | { readonly kind: "data"; readonly statement: string }
  | { readonly kind: "tamper"; readonly part: string };

/** Where the instructions come from that would run. */
export type Provenance = "call" | "project" | "installed" | "download" | "unread";

export type EffectKind = Deed["kind"];

/** Something that decides what happens and could not be worked out; said in the Decision and judged by policy. */
export type Doubt = { readonly code: DoubtCode; readonly what: string; readonly span: Span };

export type DoubtCode = "unparsed" | "unread-code" | "unknown-program" | "unknown-tool" | "bound" | "dialect";
