/** Attendance: one running session as its driver has it in hand, whatever it is spoken to through. */
import type { Result } from "../../../base/result.ts";
import type { Client, Heard, OrderTrouble, Prompt, SeenState } from "../../../fleet/fleet.ts";
import type { ProcessMark } from "./process-mark.ts";
import type { LaunchRecord } from "./session-folder.ts";

export type Attendance = {
  /** Brings it to the client; that it arrived is heard. Doing it twice says it once. */
  readonly prompt: (prompt: Prompt) => Promise<Delivery>;
  readonly interrupt: (order: string) => Promise<Delivery>;
  /** Asks the client to end by itself. */
  readonly leave: () => Promise<void>;
  /** Listens now; it listens from time to time by itself as well. */
  readonly look: () => void;
  /** What the client says of itself beside its words; `undefined` where it says nothing. */
  readonly state: () => SeenState | undefined;
  /** The exit code, once it has ended by itself and that was written down. */
  readonly exit: () => number | undefined;
  /** Its last words, for a fault. */
  readonly lastWords: () => string;
  readonly close: () => void;
};

export type Delivery = { readonly ok: true } | { readonly ok: false; readonly code: OrderTrouble; readonly detail: string };

export const delivered: Delivery = { ok: true };

export type Attending = {
  /** The session's folder on the disk, which is its mark as well. */
  readonly folder: string;
  readonly client: Client;
  readonly record: LaunchRecord;
  readonly hear: (heard: Heard) => void;
  /** A person was at work in it. */
  readonly taken: (by: string) => void;
};

/** Starts a client or finds the one that it started, and attends it. */
export type Hands = {
  /** At once, and at most one process for each folder, however often it is called. */
  readonly start: (starting: Starting) => Promise<Result<ProcessMark>>;
  readonly attend: (attending: Attending) => Attendance;
};

/** The code of a start that failed because there is nothing to resume; every other fault may be over the next time. */
export const conversationUnknown = "session.conversation-unknown";

export type Starting = {
  readonly folder: string;
  readonly record: LaunchRecord;
  /** All that the client finds in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the client will write, or has written before, what is said in this conversation. */
  readonly transcript: string | null;
};
