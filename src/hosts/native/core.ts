/** The contract with the native core: what it lends to the bundle, and what the bundle must offer to it. */

/** Set on the global object before the bundle is evaluated. A number in place of an answer says why there is none. */
export type NativeCore = {
  /** [kind, bytes, mode, owner]; kind: 0 absent, 1 file, 2 folder, 3 link, 4 other. */
  readonly entry: (path: string) => readonly [number, number, number, number] | BlindnessCode;
  readonly resolved: (path: string) => string | BlindnessCode;
  readonly text: (path: string, maxBytes: number) => readonly [string, boolean] | BlindnessCode;
  readonly names: (folder: string, max: number) => readonly [readonly string[], boolean] | BlindnessCode;
  /** [files, bytes, whole]. */
  readonly tree: (folder: string, max: number) => readonly [number, number, boolean] | BlindnessCode;
  /** [files, unchanged, top], or nothing where the path lies in no work tree of git. */
  readonly tracked: (path: string, max: number) => readonly [number, number, string] | null | BlindnessCode;
  /** The lines of a file that have this mark in them, at most so many. Of one file in a process, and as it was at the first question. */
  readonly marked: (path: string, most: number, mark: string) => readonly string[] | BlindnessCode;
  readonly variable: (name: string) => string | null;
  readonly sha256: (text: string) => string;
  readonly crc32: (text: string) => string;
  /** Ed25519, strictly. Key and signature in lower-case hex; bytes of the message that are no text stand as they do in names of files. */
  readonly isSigned: (publicKey: string, message: string, signature: string) => boolean;
  /** The pane that this process runs in, by its ancestors; never by a variable. */
  readonly pane: () => string | null;
  /** [the newest instant at the end of these records of a ledger]; zero where there are none. */
  readonly newest: (path: string) => readonly [number] | BlindnessCode;
  /** For one hook at a time, and once for good. `unavailable`: nobody can tell, so nothing may rely on it. */
  readonly claim: (id: string) => "taken" | "already" | "unavailable";
  /** What earlier calls of this session left, the newest first; null: not known, or not all of it. */
  readonly remembered: (session: string, max: number) => readonly string[] | null;
};

/** 1 denied, 2 bound, 3 foreign mount, 4 odd: not the kind of thing asked for. */
export type BlindnessCode = 1 | 2 | 3 | 4;

/** Set on the global object as `sheepdog` by the bundle; the core calls nothing else. */
export type Bundle = {
  /** What this build is called; `guard version` prints it. */
  readonly version: string;
  readonly hook: (request: HookRequest) => HookOutcome;
  /** One call as a line of JSON in, one decision as a line of JSON out; no line feed in either. */
  readonly judge: (line: string, places: Places) => string;
  /** The judge's answer to a line whose own judgement died: a deny that carries its id. */
  readonly judgeFailed: (line: string, reason: string) => string;
  /** One line for people: what may be done from a pane, and until when. */
  readonly mode: (place: PanePlace) => string;
  /**
   * Judges a few typical calls while the guard is built, turn by turn as long as it answers `true`; what they touch is laid close together, and
   * what the first turn writes to is readied before every call. Asks nothing of the core but hashes.
   */
  readonly rehearse: (turn: number) => boolean;
  /** For each agent its block answer, cut where the reason goes: [agent, before, after]. The reason is plain ASCII without quotes. */
  readonly lastWords: readonly (readonly [string, string, string])[];
};

/** Where a call stands. */
export type Places = {
  /** HOME of the call's environment, or the password database's when there is none. */
  readonly home: string;
  /** The guard's own folder: what the command line says, never a variable. */
  readonly root: string;
};

/** A pane that somebody looks at. */
export type PanePlace = { readonly root: string; readonly pane: string | null; readonly now: number };

export type HookRequest = Places & {
  readonly agent: string;
  readonly envelope: string;
  readonly now: number;
};

/** The core appends `record` with one write, syncs if told to, keeps what is to be remembered, and only then speaks. */
export type HookOutcome = {
  readonly record: string;
  readonly sync: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  /** What later calls of this session have to know. Each note has at most 1,000 bytes, and a call at most 64 of them. */
  readonly memory?: { readonly session: string; readonly notes: readonly string[] };
};
