/** The files of a ledger, by their names below its folder. */
export const files = {
  /** Where hooks append. */
  records: "records",
  /** Files of records that were put aside, by number. */
  segments: "segments",
  /** The tree: every leaf and every whole subtree, 32 bytes each. It only grows. */
  hashes: "hashes",
  /** Which stretches of which segment the leaves are. */
  sealed: "sealed",
  /** What the log says it holds. */
  checkpoint: "checkpoint",
  /** The last checkpoint that witnesses countersigned. */
  witnessed: "witnessed",
  /** The keys of the witnesses that this ledger trusts, one in a line. */
  witnesses: "witnesses",
  key: "keys/log",
} as const;

/** A segment that was put aside has a name of its own; the last one is where hooks append. */
export function segmentFile(segment: number, active: number): string {
  return segment === active ? files.records : `${files.segments}/${String(segment).padStart(8, "0")}`;
}

/** The number of a segment; undefined where the name is none. */
export function segmentNumber(name: string): number | undefined {
  return /^\d{8}$/.test(name) ? Number(name) : undefined;
}
