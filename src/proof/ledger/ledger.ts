/** Front door of the ledger: entries and the bytes they become, what is removed from them first, and the tree that proves them. */
export {
  entryVersion,
  type DecisionEntry,
  type Entry,
  type FleetEntry,
  type NoticeEntry,
  type RefusalEntry,
  type StatementEntry,
  type UpkeepEntry,
} from "./entry.ts";
export { frame, framed, readRecords, type Records } from "./frame.ts";
export { redact, redactId } from "./redact.ts";
export { type Stretch, stretchesIn } from "./stretches.ts";

export type { Disk, Part } from "./disk.ts";
export { files, segmentFile, segmentNumber } from "./files.ts";
export { type Opened, openLedger, type Tools } from "./opening.ts";
export { type Fresh, logKey, logKeyOrNew } from "./log-key.ts";
export { seal, type Sealing } from "./sealing.ts";
export { type Age, purge, type Purging, rotate, type Rotation } from "./upkeep.ts";
export { verify, type Verified } from "./verifying.ts";
export type { Finding } from "./finding.ts";
export { checkProof, proveGrowth, proveRecord } from "./proving.ts";
export type { EntryPlace, Search } from "./search.ts";
export { type SegmentFile, segmentsThere } from "./segments.ts";
export { type Found, recordAt } from "./records-at.ts";
export {
  type Countersigned,
  countersignatures,
  keepCountersigned,
  lastCountersigned,
  readWitnessKey,
  trustWitness,
} from "./countersigned.ts";

export { type Checkpoint, checkpointLine, readCheckpoint, readCheckpointLine, readUnsure, type Stated } from "./notes/checkpoint.ts";
export { keyFrom, type PrivateKey, privateKeyText, type PublicKey, publicKeyText, readPrivateKey, readPublicKey } from "./notes/keys.ts";
export { noteText } from "./notes/note.ts";
export { proofText, readProofText, type WrittenProof } from "./notes/proof-text.ts";
export { readWitnessRequest, type Seen, witnessed, type WitnessRequest, witnessRequestText } from "./notes/witness.ts";
