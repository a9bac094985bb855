/** Client: what the fleet must know of an agent product to run sessions of it. A product says it, a driver uses it; neither knows the other. */
import type { Instant } from "../base/instant.ts";
import type { SeenState } from "./event.ts";
import type { TurnOutcome } from "./trouble.ts";

/** `name` is that of the product's folder. A product has the drivers that it can serve. */
export type Client = {
  readonly name: string;
  /** Files in which the client itself says which process has which conversation; empty where it keeps none. */
  readonly stateFolder: (account: AccountPlace) => string | null;
  readonly readState: (text: string) => ClientState | undefined;
  /** Why it gave up before it was ready, in its last words. */
  readonly refusal: (words: string) => "conversation-held" | "conversation-unknown" | undefined;
  readonly transcript: (start: Start) => string | null;
  readonly headless?: Headless;
  readonly terminal?: Terminal;
};

/** One session to be started: where, on which account, and with which conversation. */
export type Start = {
  /** A UUID: chosen by us, or the one that is continued. */
  readonly conversation: string;
  /** `continue` and `fork` go on by themselves with the turn that was cut off; a fork leaves the old conversation as it is. */
  readonly resume: { readonly how: "continue" | "fork"; readonly from: string } | null;
  readonly account: AccountPlace;
  /** Absolute; the session stands in it. */
  readonly folder: string;
  readonly model: string | null;
  /** The client itself stops here; 0 is no bound. */
  readonly mostMicroUsd: number;
};

/** An account is a folder of the client in which a person has signed in, and the few variables that go with it. */
export type AccountPlace = { readonly folder: string; readonly variables: Readonly<Record<string, string>> };

/** `env` is what it gets beside PATH, HOME and the language. */
export type StartLine = { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };

export type ClientState = {
  readonly pid: number;
  /** When that process began, in the kernel's ticks: a number alone may be another's by now. `null` where the client does not say. */
  readonly startedTicks: number | null;
  readonly conversation: string;
  readonly state: Exclude<SeenState, "starting">;
};

/** A session without a screen: lines in, lines out. */
export type Headless = {
  readonly start: (start: Start) => StartLine;
  /** A new one for each process, fed with all that the process has said from its first line on. */
  readonly dialogue: (start: Start) => Dialogue;
};

export type Dialogue = {
  readonly opening: readonly Message[];
  readonly hear: (line: string) => Hearing;
  /** `undefined` while the client is not ready to be told anything. */
  readonly prompt: (prompt: Prompt) => Message | undefined;
  readonly interrupt: (order: string) => Message | undefined;
};

/** What a line meant, and what the client waits for after it. */
export type Hearing = { readonly heard: readonly Heard[]; readonly say: readonly Message[] };

/** `id` is said once, however often it is asked for. The text has no line break in it. */
export type Message = { readonly id: string; readonly text: string };

/** `receipt` is a UUID of ours: the client hands it back with what it took in. */
export type Prompt = { readonly receipt: string; readonly text: string };

/** A session on a screen: keys in, and everything else from files that the client itself writes. */
export type Terminal = {
  readonly start: (start: Start) => StartLine;
  /** The transcript grows by lines; a new reader for each process. */
  readonly listen: () => (line: string) => readonly Heard[];
  /** The words of a person, if this line of the transcript holds some; without the marks that the client puts around a paste. */
  readonly personSaid: (line: string) => string | undefined;
  /** A text as it may be pasted, so that it arrives as words and not as a command of the client. */
  readonly asPasted: (text: string) => string;
};

/** What a session said, in our words. Sums are those of the session since it began. */
export type Heard =
  | { readonly is: "ready"; readonly conversation: string }
  /** It will not begin, though its process may run on. */
  | { readonly is: "refused"; readonly why: "conversation-unknown" | "conversation-held" | "failed" }
  | { readonly is: "received"; readonly receipt: string }
  | { readonly is: "moved"; readonly tool: string | null; readonly microUsd: number; readonly tokens: number }
  /** A tool of the client has come to its end. */
  | { readonly is: "tool-done" }
  | ({ readonly is: "quota" } & HeardQuota)
  | { readonly is: "limit"; readonly scope: string; readonly window: string; readonly resetsAt: Instant | "unknown" }
  | {
      readonly is: "turn-ended";
      readonly outcome: TurnOutcome;
      readonly report: string;
      readonly microUsd: number;
      readonly tokens: number;
    };

/** With the unit in which the client said it: whoever reads it turns it into one. */
export type HeardQuota = {
  readonly scope: string;
  readonly window: string;
  readonly value: number;
  readonly unit: "ratio" | "percent";
  readonly resets: number | string | null;
  readonly resetsIn: "seconds" | "milliseconds" | "iso" | "nothing";
  readonly source: string;
};
