/** Duty: one part of the daemon's work, from its start to its stop. What it needs is handed in; what it offers, it says. */
import type { Registry } from "prom-client";
import type { Fault } from "../../base/fault.ts";
import type { Instant } from "../../base/instant.ts";
import type { Result } from "../../base/result.ts";
import type { Surroundings } from "../../hosts/node/node.ts";
import type { Entry } from "../../proof/ledger/ledger.ts";
import type { Root } from "../install/root.ts";
import type { Settings } from "../settings/schema.ts";
import type { Door } from "./door.ts";

export type Duty = {
  /** One lower-case word: it stands in log lines, in `sheepdog status` and in front of metrics. */
  readonly name: string;
  /** A fault is told and tried again later, ever more rarely; the other duties go on without it. */
  readonly start: (context: DutyContext) => Promise<Result<RunningDuty>>;
};

export type RunningDuty = {
  readonly doors?: readonly Door[];
  readonly health: () => Health;
  /** Waited for, but not for ever: whoever takes longer than `stopMs` is left behind. */
  readonly stop: () => Promise<void>;
};

/** `waiting`: nothing is broken and nothing is done, such as on a full disk. */
export type Health =
  | { readonly is: "well"; readonly about?: string }
  | { readonly is: "waiting"; readonly why: string }
  | { readonly is: "failed"; readonly fault: Fault };

export type DutyContext = {
  readonly root: Root;
  readonly around: Surroundings;
  /** The guard of this build. */
  readonly guard: string;
  readonly settings: LiveSettings;
  readonly log: Log;
  /** Appended to the ledger and on the disk when it returns. */
  readonly record: (entry: Entry) => Result<void>;
  readonly now: () => Instant;
  readonly timers: Timers;
  /** Names begin with `sheepdog_` and the duty's name. */
  readonly metrics: Registry;
  /** A hook put a call on record. It is a bell and no proof: whoever hears it looks at the ledger. */
  readonly onNews: (then: () => void) => Unsubscribe;
};

/** Always a whole and valid set: what cannot be read leaves the last valid one in force. */
export type LiveSettings = {
  readonly now: () => Settings;
  readonly onChange: (then: (settings: Settings) => void) => Unsubscribe;
};

export type Unsubscribe = () => void;

export type Timers = { readonly start: (then: () => void, afterMs: number) => unknown; readonly stop: (timer: unknown) => void };

/** Secrets are taken out of every line before anybody else sees it. `facts` are searched by; ids of tasks and sessions belong there. */
export type Log = {
  readonly info: (what: string, facts?: Facts) => void;
  readonly warn: (what: string, facts?: Facts) => void;
  readonly error: (what: string, facts?: Facts) => void;
};

export type Facts = Readonly<Record<string, string | number | boolean | null>>;
