/** What we need to know about an agent product: how it speaks, how it takes an answer, how the guard is installed into it. */
import type { Reply, Request } from "../base/exchange.ts";
import type { Result } from "../base/result.ts";
import type { Call, Decision } from "../guard/guard.ts";

/** `name` is that of its folder, and its word on every command line. */
export type Product = { readonly name: string; readonly title: string };

/** The speaking half: the only one that the hook carries. */
export type Adapter = Pick<Product, "name"> & {
  readonly readEnvelope: (text: string, around: Around) => Result<Moment>;
  /** What the product would write before it runs this command, for samples and rehearsals. */
  readonly example: (command: string, cwd: string) => string;
  /** All three channels at once: any one that is lost still blocks. */
  readonly answer: (moment: Moment, ruling: Ruling) => Answer;
  /** What the host says when nothing else can speak any more; `answer` of a block uses it too. */
  readonly lastWords: (reason: string) => Answer;
};

/** What the host knows and an envelope does not say. */
export type Around = { readonly home: string };

/** One moment of an agent's life that it tells us about. */
export type Moment = { readonly at: "before-call"; readonly call: Call };

export type Ruling = { readonly decision: Decision; readonly wording: string };

export type Answer = { readonly stdout: string; readonly stderr: string; readonly exit: 0 | 2 };

/** The installing half: pure text in, text out; `app` touches the files. */
export type Installer = Product & {
  /** The program to look for on PATH. */
  readonly program: string;
  /** Where the product puts itself, whether or not PATH leads there. */
  readonly folders: (home: string) => readonly string[];
  readonly versionIn: (output: string) => string | undefined;
  readonly settingsFile: (home: string, variable: (name: string) => string | undefined) => string;
  /** The settings that a project brings and that count in sessions started in this folder; later ones win. */
  readonly projectSettings: (folder: string) => readonly string[];
  /** The settings with the guard in them; `null` stands for a file that is not there. Foreign entries stay as they are. */
  readonly install: (settings: string | null, guard: GuardLine) => Result<string>;
  /** The settings without any entry of ours; `null` when nothing else is left of them. */
  readonly uninstall: (settings: string) => Result<string | null>;
  /** What stands in the way of the guard in these settings, as far as text can tell. */
  readonly examine: (settings: string | null, guard: GuardLine) => readonly Finding[];
  /** What settings of a project do to a guard that stands in the user's. */
  readonly examineProject: (settings: string) => readonly Finding[];
  readonly canary: Canary;
};

export type GuardLine = { readonly guard: string; readonly root: string; readonly clientVersion: string };

export type Finding = { readonly code: string; readonly what: string; readonly repair: string };

/** How a real client is made to try one command against a model on loopback. */
export type Canary = {
  /** Arguments and environment of a run in a throwaway home; `settings` is copied to where the client looks. */
  readonly run: (place: CanaryPlace) => CanaryRun;
  /** The settings as the run gets them: the same shape, but nothing in them acts except the guard. */
  readonly copy: (settings: string) => string;
  /** The model's answer to one request: a call of that command first, an end after its result has come back. */
  readonly reply: (request: Request, command: string) => Reply;
  /** What the client sent back as the result of the tool call, if this request holds one. */
  readonly toolResult: (request: Request) => string | undefined;
};

/** `searchPath` is the caller's PATH: a client may be a script that has to find its interpreter. */
export type CanaryPlace = { readonly home: string; readonly modelUrl: string; readonly searchPath: string };
export type CanaryRun = { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>>; readonly settingsFile: string };
