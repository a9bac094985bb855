/** What the ledger says of one happening. An entry becomes a leaf, and a leaf never changes its bytes again. */
import type { Json } from "../../base/json.ts";
import type { Instant } from "../../base/instant.ts";

export const entryVersion = 1;

export type Entry = DecisionEntry | RefusalEntry | NoticeEntry | UpkeepEntry | FleetEntry | StatementEntry;

/** One decision. It holds no file content, no tool output and no prompt; its text was redacted before. */
export type DecisionEntry = {
  readonly version: typeof entryVersion;
  readonly is: "decision";
  readonly at: Instant;
  readonly agent: string;
  readonly session: string | null;
  readonly callId: string | null;
  readonly cwd: string;
  readonly act: string;
  readonly text: string;
  readonly verdict: string;
  readonly rules: readonly string[];
  readonly effects: readonly Json[];
  readonly doubts: readonly string[];
  /** SHA-256 over what World answered: proof of what was seen, without keeping it. */
  readonly world: string;
  readonly engine: string;
  /** Under this hash a person may let the call pass, once. Left out where nothing held it back, or nobody can lift that. */
  readonly approval?: string;
  /** The statements that counted. Left out where none did. */
  readonly leaves?: readonly string[];
};

/** A moment of an agent's life that is no call: a session began, settings changed, a call was over, the agent stopped. */
export type NoticeEntry = {
  readonly version: typeof entryVersion;
  readonly is: "notice";
  readonly at: Instant;
  readonly agent: string;
  readonly session: string | null;
  readonly cwd: string;
  readonly event: string;
  /** What it was about, such as the tool or the settings; never what came out of a call. */
  readonly about: string;
  /** Why it was held up; `null` where it took its course. */
  readonly refused: string | null;
};

/** Something that reached the guard and could not be judged. */
export type RefusalEntry = {
  readonly version: typeof entryVersion;
  readonly is: "refusal";
  readonly at: Instant;
  readonly agent: string;
  readonly reason: string;
};

/** Work on the ledger itself: records were put aside, or the bodies of old ones were given up. It stands in the ledger like everything else. */
export type UpkeepEntry = {
  readonly version: typeof entryVersion;
  readonly is: "upkeep";
  readonly at: Instant;
  readonly did: "rotate" | "purge";
  /** The last segment that it was about. */
  readonly through: number;
  /** Of how many leaves of the tree nothing but the hash was left then; a rotation leaves all. */
  readonly bodiless: number;
};

/** What became of somebody's work: it went to another account, or a person said that it may, or may not any more. */
export type FleetEntry = {
  readonly version: typeof entryVersion;
  readonly is: "fleet";
  readonly at: Instant;
  readonly did: "move" | "allow-moving" | "forbid-moving";
  /** The fleet's own number of the deed: the same one twice is one deed. */
  readonly order: string;
  readonly task: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** By whose leave. */
  readonly leave: string;
};

/** What a person decided about the guard: something was loosened, that was not wanted or not signed after all, or it was taken back. */
export type StatementEntry = {
  readonly version: typeof entryVersion;
  readonly is: "statement";
  readonly at: Instant;
  readonly did: "signed" | "refused" | "revoked" | "key-added" | "key-removed";
  /** Of the statement or the key; of a call that was refused the hash. */
  readonly id: string;
  /** The key that signed. */
  readonly by: string;
  readonly about: string;
  readonly until: Instant | null;
};
