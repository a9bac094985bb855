/** What we need to know about an agent product so that the hook can speak with it: how it tells us of a moment, and how it takes an answer. */
import type { Members } from "../base/read.ts";
import type { Result } from "../base/result.ts";
import type { Call, Caller, Decision } from "../guard/guard.ts";

/** `name` is that of its folder, and its word on every command line. */
export type Product = {
  readonly name: string;
  readonly title: string;
  /** Nobody here has run it: everything said of it comes from its documentation, and `doctor` says so. */
  readonly documented?: true;
};

/** The speaking half: the only one that the hook carries. */
export type Adapter = Pick<Product, "name"> & {
  readonly readEnvelope: (text: string, around: Around) => Result<Moment>;
  /** What the product would write before it runs this command, for samples and rehearsals. */
  readonly example: (command: string, cwd: string) => string;
  /** All three channels at once: any one that is lost still blocks. */
  readonly answer: (moment: BeforeCall, ruling: Ruling) => Answer;
  /** The answer to everything else that the product tells us of. */
  readonly acknowledge: (notice: Notice, said: Said) => Answer;
  /** What the host says when nothing else can speak any more; `answer` of a block uses it too. */
  readonly lastWords: (reason: string) => Answer;
  /**
   * Why settings that are changed in the middle of a session would leave it unguarded; `null` stands for a file that is gone.
   * `carries`: the guard has been put into this file; `undefined` where nobody kept where it was put.
   */
  readonly weakens?: (change: ConfigChange, text: string | null, carries: boolean | undefined) => string | undefined;
  /** The files of whoever runs the machine that carry the guard for this product: there, and only root's, means level "managed". */
  readonly managedFiles?: readonly string[];
};

/** What the host knows and an envelope does not say. */
export type Around = { readonly home: string };

/** One moment of an agent's life that it tells us about. */
export type Moment = BeforeCall | Notice;

/** It asks, and what it wants to do waits for the answer. */
export type BeforeCall = {
  readonly at: "before-call";
  readonly call: Call;
  /** What the tool was given, where the product takes it back in a changed form. */
  readonly input?: Members;
};

/** It tells; only a change of settings can still be held up. */
export type Notice = SessionStart | ConfigChange | AfterCall | Stop;

type Told = { readonly by: Caller; readonly cwd: string };

export type SessionStart = Told & { readonly at: "session-start" };
/** `file` is what changed, where the product says so. */
export type ConfigChange = Told & { readonly at: "config-change"; readonly source: string; readonly file?: string };
/** The call is over. What came out of it is not kept. */
export type AfterCall = Told & { readonly at: "after-call"; readonly tool: string };
export type Stop = Told & { readonly at: "stop" };

export type Ruling = { readonly decision: Decision; readonly wording: string };

/** `context` is for the model where the product has room for it; `refused` holds up what can be held up. */
export type Said =
  | { readonly is: "noted" }
  | { readonly is: "context"; readonly text: string }
  | { readonly is: "refused"; readonly reason: string };

export type Answer = { readonly stdout: string; readonly stderr: string; readonly exit: 0 | 2 };

/** What a person puts into the settings of a product, so that it shows the mode; `guard` is the program that tells it. */
export type StatusLine = Product & { readonly into: string; readonly text: (guard: string) => string };
