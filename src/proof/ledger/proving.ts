/** Proofs out of a ledger: that it holds a record, and that it only grew. */
import { done, fail, type Result } from "../../base/result.ts";
import type { Notary } from "../crypto.ts";
import { type Stated, readCheckpoint } from "./notes/checkpoint.ts";
import type { PublicKey } from "./notes/keys.ts";
import { noteText } from "./notes/note.ts";
import type { WrittenProof } from "./notes/proof-text.ts";
import type { WitnessRequest } from "./notes/witness.ts";
import { type Opened, openLedger, rootStands, type Tools } from "./opening.ts";
import { leafHash } from "./tree/hashes.ts";
import { consistencyProof, inclusionProof, provesInclusion } from "./tree/proofs.ts";

/** That the record of this index is in the tree of the last checkpoint. */
export function proveRecord(tools: Tools, key: PublicKey, index: number): Result<WrittenProof> {
  const opened = sealedLedger(tools, key);
  if (!opened.ok) return opened;
  const { checkpoint, hashAt } = opened.value;
  if (!Number.isSafeInteger(index) || index < 0 || index >= checkpoint.size) {
    const what = `there is no sealed record ${index}: the checkpoint covers ${checkpoint.size}, counted from 0`;
    return fail({ code: "ledger.no-record", what, todo: "seal the ledger first, if it is a new one" });
  }
  const proof = inclusionProof(tools.notary.digest, { index, size: checkpoint.size }, hashAt);
  return proof === undefined ? unreadable() : done({ index, proof, checkpoint: noteText(checkpoint.note) });
}

/** That everything which a witness saw is still there; `old` is how much that was. */
export function proveGrowth(tools: Tools, key: PublicKey, old: number): Result<WitnessRequest> {
  const opened = sealedLedger(tools, key);
  if (!opened.ok) return opened;
  const { checkpoint, hashAt } = opened.value;
  if (old > checkpoint.size) {
    const what = `the ledger's checkpoint covers ${checkpoint.size} records, and the witness has seen ${old}`;
    return fail({ code: "ledger.rolled-back", what, follows: "records are gone, or an old ledger was put back" });
  }
  const proof = consistencyProof(tools.notary.digest, { from: old, to: checkpoint.size }, hashAt);
  return proof === undefined ? unreadable() : done({ old, proof, checkpoint: noteText(checkpoint.note) });
}

type Claim = { readonly written: WrittenProof; readonly leaf: Uint8Array };

/** Checks a proof with nothing but the log's public key: the checkpoint that vouches for the record, or why none does. */
export function checkProof(notary: Notary, { written, leaf }: Claim, key: PublicKey): Result<Stated> {
  const checkpoint = readCheckpoint(notary, written.checkpoint, key);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  const claim = { index: written.index, size, leaf: leafHash(notary.digest, leaf), root };
  if (provesInclusion(notary.digest, claim, written.proof)) return checkpoint;
  return fail({ code: "proof.wrong", what: `the proof does not show that these bytes are record ${written.index} of the log` });
}

type SealedLedger = Opened & { readonly checkpoint: Stated };

function sealedLedger(tools: Tools, key: PublicKey): Result<SealedLedger> {
  const opened = openLedger(tools, key);
  if (!opened.ok) return opened;
  const { checkpoint } = opened.value;
  if (checkpoint === undefined) {
    return fail({ code: "ledger.unsealed", what: "this ledger was never sealed", todo: "run `sheepdog ledger seal`" });
  }
  const stands = rootStands(tools.notary, opened.value);
  return stands.ok ? done({ ...opened.value, checkpoint }) : stands;
}

function unreadable(): Result<never> {
  return fail({
    code: "ledger.hashes-unreadable",
    what: "the stored hashes of the ledger cannot be read",
    todo: "run `sheepdog ledger verify`",
  });
}
