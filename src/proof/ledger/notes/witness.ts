/** What a witness does: it countersigns a log's newer checkpoint only where it is shown that nothing of the older one was lost. C2SP tlog-witness, without the wire. */
import { base64Of } from "../../../base/base64.ts";
import { sameBytes } from "../../../base/bytes.ts";
import { done, fail, type Result } from "../../../base/result.ts";
import type { Notary } from "../../crypto.ts";
import { type Proof, provesConsistency } from "../tree/proofs.ts";
import { readCheckpoint, type Stated } from "./checkpoint.ts";
import { cosigned } from "./cosignature.ts";
import type { PrivateKey, PublicKey } from "./keys.ts";
import type { Signature } from "./note.ts";
import { readHashLines } from "./proof-text.ts";

/** `old` is the size that the witness saw last; `checkpoint` the whole signed note. */
export type WitnessRequest = { readonly old: number; readonly proof: Proof; readonly checkpoint: string };

export function witnessRequestText({ old, proof, checkpoint }: WitnessRequest): string {
  return [`old ${old}`, ...proof.map(base64Of), "", checkpoint].join("\n");
}

export function readWitnessRequest(written: string): Result<WitnessRequest> {
  const end = written.indexOf("\n\n");
  const [first = "", ...lines] = written.slice(0, Math.max(0, end)).split("\n");
  const [, old] = /^old (0|[1-9]\d{0,14})$/.exec(first) ?? [];
  const proof = readHashLines(lines);
  if (old === undefined || proof === undefined || proof.length > mostHashes) {
    const todo = "hand on what `sheepdog ledger witness request` printed";
    return fail({ code: "witness.request", what: "this is no request to a witness", todo });
  }
  return done({ old: Number(old), proof, checkpoint: written.slice(end + 2) });
}

const mostHashes = 63;

/** What the witness knows of this log: its key, and the last checkpoint that it countersigned. */
export type Seen = { readonly log: PublicKey; readonly last?: Stated };

export type Witness = { readonly notary: Notary; readonly key: PrivateKey; readonly seconds: number };

export type Witnessed = { readonly checkpoint: Stated; readonly signature: Signature };

/** The caller keeps `checkpoint` as the last one, durably, before it hands the signature on. */
export function witnessed({ notary, key, seconds }: Witness, request: WitnessRequest, { log, last }: Seen): Result<Witnessed> {
  const checkpoint = readCheckpoint(notary, request.checkpoint, log);
  if (!checkpoint.ok) return checkpoint;
  const refused = refusal(notary, { request, last, next: checkpoint.value });
  if (refused !== undefined) return refused;
  return done({ checkpoint: checkpoint.value, signature: cosigned(notary, { note: checkpoint.value.note, seconds }, key) });
}

type Growth = { readonly request: WitnessRequest; readonly last: Stated | undefined; readonly next: Stated };

function refusal({ digest }: Notary, { request, last, next }: Growth): Result<never> | undefined {
  const size = last?.size ?? 0;
  if (request.old > next.size) return fail({ code: "witness.request", what: "the request is about a log that shrank" });
  if (size > next.size) {
    const what = `this witness has seen ${size} records of the log, and the checkpoint has ${next.size}`;
    return fail({ code: "witness.shrunk", what, follows: "records are gone, or an old ledger was put back; nothing was countersigned" });
  }
  if (request.old !== size) {
    const what = `this witness has seen ${size} records of the log, and the request starts from ${request.old}`;
    return fail({ code: "witness.stale", what, todo: `ask again with \`sheepdog ledger witness request --old ${size}\`` });
  }
  if (last === undefined) return undefined;
  const grows = provesConsistency(digest, { from: size, to: next.size, old: last.root, root: next.root }, request.proof);
  if (grows && (size < next.size || sameBytes(last.root, next.root))) return undefined;
  const follows = "what was witnessed before has been changed; nothing was countersigned";
  return fail({ code: "witness.forked", what: `the log does not begin with the ${size} records that this witness saw`, follows });
}
