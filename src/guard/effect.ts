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
  /** Left out where it happens on this machine. */
  readonly on?: Elsewhere;
};

/** Another machine than this one, or a part of this one with files of its own. */
export type Elsewhere = { readonly kind: "host" | "container" | "cluster"; readonly name: string };

/** What is lost. `build`, `git` and `undo` name who can bring it back. */
export type Loss = "nothing" | "build" | "git" | "undo" | "forever" | "unknown";

export type Blast = { readonly files: number; readonly bytes: number; readonly atLeast: boolean };

export type Target = {
  /** An absolute path, a host, a resource: resolved where it could be, else as written. */
  readonly name: string;
  readonly scope: Scope;
  /** False where a part of the name could not be worked out. */
  readonly known: boolean;
  /** Left out where it is a file like any other. */
  readonly nature?: Nature;
};

/** What makes a path weigh more than the place where it lies. */
export type Nature =
  /** Keys, passwords, tokens, and what holds them. */
  | "secret"
  /** It runs by itself: at login, at boot, on a schedule, with the next commit. */
  | "startup"
  /** Who may come in, and as whom. */
  | "access"
  /** Which certificates and hosts are believed. */
  | "trust"
  /** What a person typed. */
  | "history"
  /** What the machine wrote down. */
  | "log";

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
  | { readonly kind: "read" }
  | { readonly kind: "chmod"; readonly mode: string }
  | { readonly kind: "execute"; readonly from: Provenance }
  | { readonly kind: "network"; readonly act: NetworkAct; readonly carrying: Cargo; readonly method: string }
  | { readonly kind: "kill"; readonly signal: string }
  | { readonly kind: "persist"; readonly place: string }
  | { readonly kind: "privilege"; readonly as: string }
  | {
      readonly kind: "infra";
      readonly verb: string;
      readonly resource: string;
      readonly environment: string;
      readonly change: "none" | "create" | "update" | "destroy";
      /** Left out for what a service on the net manages. */
      readonly of?: "cluster" | "container";
    }
  | { readonly kind: "vcs"; readonly act: "discard" | "rewrite" | "publish" | "overwrite-remote"; readonly branch: string }
  | {
      readonly kind: "data";
      readonly statement: DataAct;
      readonly of: DataObject;
      /** All of it: no condition, or one that is always true. */
      readonly whole: boolean;
      readonly environment: string;
    }
  | { readonly kind: "system"; readonly part: SystemPart; readonly change: SystemChange }
  | { readonly kind: "tamper"; readonly part: string };

/** What a statement does to the data of a database; `unread`: a statement that could not be read. */
export type DataAct =
  | "drop"
  | "truncate"
  | "delete"
  | "update"
  | "alter"
  | "create"
  | "insert"
  | "grant"
  | "restore"
  | "shutdown"
  | "unread";

/** `database` is a schema, a keyspace or a bucket as well; `code` are views, functions and indexes, which can be made again. */
export type DataObject = "server" | "database" | "table" | "column" | "rows" | "code" | "account";

/** `scan` and `guess` try many doors or many keys. */
export type NetworkAct = "request" | "listen" | "scan" | "guess";

/** What leaves the machine: `text` stands in the call itself; a `credential` is a variable that is called like a secret. */
export type Cargo = "nothing" | "text" | "unknown" | "credential" | "file" | "secret";

/** A part of the operating system that is no file to whoever uses it. */
export type SystemPart =
  | "audit"
  | "clock"
  | "disk"
  | "firewall"
  | "kernel"
  | "log"
  | "mount"
  | "network"
  | "package"
  | "power"
  | "protection"
  | "service"
  | "trust"
  | "user";

export type SystemChange = "add" | "change" | "remove" | "stop" | "weaken";

/** Where the instructions come from that would run. `remote`: another machine gives them while they run. */
export type Provenance = "call" | "project" | "installed" | "download" | "remote" | "unread";

export type EffectKind = Deed["kind"];

/** Something that decides what happens and could not be worked out; said in the Decision and judged by policy. */
export type Doubt = { readonly code: DoubtCode; readonly what: string; readonly span: Span };

/** `malformed`: no shell would take it, and no other reading of its words does harm. */
export type DoubtCode = "unparsed" | "malformed" | "partly-read" | "unread-code" | "unknown-program" | "unknown-tool" | "bound" | "dialect";
