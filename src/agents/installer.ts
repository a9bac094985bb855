/** What we need to know about an agent product so that the guard can be put into it: pure text in, text out; `app` touches the files. */
import type { Reply, Request } from "../base/exchange.ts";
import type { Instant } from "../base/instant.ts";
import type { Members } from "../base/read.ts";
import type { Result } from "../base/result.ts";
import type { Call } from "../guard/guard.ts";
import type { Around, Product } from "./agent.ts";

export type Installer = Product & {
  /** The program to look for on PATH. */
  readonly program: string;
  /** Where the product puts itself, whether or not PATH leads there. */
  readonly folders: (home: string) => readonly string[];
  /** What shows that it is here where it brings no program of its own, such as an editor; any one of them does. */
  readonly traces?: (home: string) => readonly string[];
  readonly versionIn: (output: string) => string | undefined;
  /** The files that carry the guard at this scope, in the order in which they are written; none where the product has no such scope. */
  readonly files: (spot: Spot) => readonly FilePlace[];
  /** All files of one scope in, the same files out with the guard in them. Foreign entries stay as they are. */
  readonly install: (files: readonly SettingsFile[], line: GuardLine) => Result<readonly SettingsFile[]>;
  /** The same files without anything of ours; `null` when nothing else is left in one. */
  readonly uninstall: (files: readonly SettingsFile[]) => Result<readonly SettingsFile[]>;
  /** What stands in the way of the guard in these files, as far as text can tell. */
  readonly examine: (files: readonly SettingsFile[], line: GuardLine) => readonly Finding[];
  /** The settings that a project brings and that count in sessions started in this folder; later ones win. */
  readonly projectSettings: (folder: string) => readonly string[];
  /** Folders of a project whose files run in the product itself as soon as it starts there. */
  readonly projectCode?: (folder: string) => readonly string[];
  /** What settings of a project do to a guard that stands elsewhere. */
  readonly examineProject: (text: string, path: string) => readonly Finding[];
  /** Variables of the person's own environment that take the guard away in every session. */
  readonly examineVariables: (variable: Variable) => readonly Finding[];
  /** What these words of somebody's command line do to the guard: a client that runs now, or one that is about to be started. */
  readonly examineWords: (words: readonly string[]) => readonly Finding[];
  /** The very line that the product would run before a call, taken from its files; the proof without a client runs it. */
  readonly hookLine: (files: readonly SettingsFile[]) => HookLine | undefined;
  /** The proof by the real client; without one the exact line of its hook is run. */
  readonly canary?: Canary;
  /** How a person starts it so that no repository can take the guard away. */
  readonly launch?: (place: LaunchPlace) => Result<Launch>;
  /** Where it keeps what its sessions did, so that one that nobody was asked about is found. */
  readonly transcripts?: Transcripts;
};

export type Variable = (name: string) => string | undefined;

/** `user`: every session of this person. `project`: sessions in one folder. `managed`: of whoever runs the machine. */
export type Scope = "user" | "project" | "managed";

export type Spot = {
  readonly scope: Scope;
  readonly home: string;
  readonly project: string;
  readonly variable: Variable;
  /** Where a path leads through links, for products that call their files by that name. */
  readonly realPath: (path: string) => string;
  /** Managed settings lie elsewhere on each. */
  readonly system: "linux" | "macos";
};

/** `name` says which of the product's files this is; it is the same at every scope: `settings`, `hooks`, `trust`, `plugin`. */
export type FilePlace = {
  readonly name: string;
  readonly path: string;
  /** The product runs it as a program. */ readonly executable?: true;
};

/** `null` stands for a file that is not there. */
export type SettingsFile = FilePlace & { readonly text: string | null };

export type GuardLine = {
  readonly guard: string;
  /** The guard's own folder; `null` in managed settings, where it is each person's own. */
  readonly root: string | null;
  readonly clientVersion: string;
  readonly scope: Scope;
  readonly sha256: (text: string) => string;
  /** Hexadecimal text that nobody outside this machine can foresee, new for each line; a product that needs it refuses without. */
  readonly unforeseen?: string;
};

/** `yes` is what it says to let a call through, where the product takes silence for a failure. */
export type HookLine = { readonly program: string; readonly args: readonly string[]; readonly yes?: string };

/** A `note` is worth knowing and needs no repair; everything else means that a call may go unchecked, or all are blocked. */
export type Finding = { readonly code: string; readonly what: string; readonly repair: string; readonly weight?: "note" };

/** How a real client is made to try one command against a model on loopback. */
export type Canary = {
  /** Arguments and environment of a run in a throwaway home, and the files that it needs even without a guard. */
  readonly run: (place: CanaryPlace) => CanaryRun;
  /**
   * The installed files as the run gets them, laid over those of `run`: the same shape, but nothing in them acts except the guard.
   * They come with their own text and the paths that they have in the throwaway home.
   */
  readonly copy: (files: readonly SettingsFile[], place: CanaryPlace, line: GuardLine) => readonly SettingsFile[];
  /** The model's answer to one request: a call of that command first, an end after its result has come back. */
  readonly reply: (request: Request, command: string) => Reply;
  /** What the client sent back as the result of the tool call, if this request holds one. */
  readonly toolResult: (request: Request) => string | undefined;
};

/** `searchPath` is the caller's PATH: a client may be a script that has to find its interpreter. The run stands in `project`. */
export type CanaryPlace = { readonly home: string; readonly project: string; readonly modelUrl: string; readonly searchPath: string };
export type CanaryRun = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly SettingsFile[];
};

/** `folder` is private to this launch; `words` are the person's own, which `examineWords` has nothing against. */
export type LaunchPlace = {
  readonly words: readonly string[];
  readonly line: GuardLine;
  readonly folder: string;
  readonly home: string;
  readonly variable: Variable;
  /** The files of whoever runs the machine, for products that would read ours in their place. */
  readonly managed: readonly SettingsFile[];
};

/** `args` are all of them, the person's among them; a variable that is `null` is taken away. */
export type Launch = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | null>>;
  readonly files: readonly SettingsFile[];
  /** The client passes over these files where others may write to a folder above them. */
  readonly shielded?: true;
};

export type Transcripts = {
  /** Files lie in it at any depth up to four. */
  readonly folder: (home: string, variable: Variable) => string;
  /** The session and how many tool calls it made, if this file is a transcript. */
  readonly read: (path: string, text: string) => { readonly session: string; readonly calls: number } | undefined;
  /** What the sessions wanted to do, where it can be read back. */
  readonly calls?: TranscriptCalls;
};

export type TranscriptCalls = {
  /** Does a transcript of this product have such a line? */
  readonly isLine: (line: Members) => boolean;
  /** Lines that are no call, or cannot be read at all, are passed over. */
  readonly among: (lines: Iterable<string>, around: Around) => Iterable<ToldCall>;
};

/** A call as a transcript tells of it; one that no guard could have read is a fault. */
export type ToldCall = { readonly at?: Instant; readonly id?: string; readonly call: Result<Call> };
