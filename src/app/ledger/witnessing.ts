/** A witness at work: another user, another machine. It reads requests, looks into its own memory, and countersigns what only grew. */
import { folderOf } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { ensurePrivateFolder, exclusively, isThere, ledgerDisk, newSeed, nodeNotary } from "../../hosts/node/node.ts";
import {
  keyFrom,
  noteText,
  type PublicKey,
  readPublicKey,
  readUnsure,
  readWitnessRequest,
  type Seen,
  witnessed,
  type WitnessRequest,
} from "../../proof/ledger/ledger.ts";
import { keepWitnessState, readWitnessState, type WitnessState, withSeen } from "./witness-state.ts";

/** The public key of the new witness. */
export function newWitness(path: string, name: string): Result<PublicKey> {
  if (isThere(path)) return fail({ code: "witness.there", what: `\`${path}\` is there already`, follows: "no new witness was made" });
  const key = keyFrom(nodeNotary, { name, purpose: "cosignature" }, newSeed());
  const folder = ensurePrivateFolder(folderOf(path));
  if (!folder.ok) return folder;
  const kept = keepWitnessState(ledgerDisk(folderOf(path)), nameOf(path), { key, logs: [] });
  return kept.ok ? done(key) : kept;
}

/** `log`: the public key of a log that this witness has not seen yet; who runs the witness says whom it witnesses. */
export type Asked = { readonly request: string; readonly seconds: number; readonly log?: string };

/** The checkpoint with the witness's line on it. */
export function countersign(path: string, asked: Asked): Result<string> {
  const request = readWitnessRequest(asked.request);
  if (!request.ok) return request;
  return exclusively(`${path}.lock`, () => {
    const state = readWitnessState(path);
    return state.ok ? answered(path, state.value, { ...asked, request: request.value }) : state;
  });
}

type Read = Omit<Asked, "request"> & { readonly request: WitnessRequest };

function answered(path: string, state: WitnessState, { request, seconds, log }: Read): Result<string> {
  const seen = seenOf(state, request, log);
  if (!seen.ok) return seen;
  const signed = witnessed({ notary: nodeNotary, key: state.key, seconds }, request, seen.value);
  if (!signed.ok) return signed;
  const { checkpoint, signature } = signed.value;
  const kept = keepWitnessState(ledgerDisk(folderOf(path)), nameOf(path), withSeen(state, seen.value.log, checkpoint));
  if (!kept.ok) return kept;
  return done(noteText({ text: checkpoint.note.text, signatures: [...checkpoint.note.signatures, signature] }));
}

function seenOf({ logs }: WitnessState, { checkpoint }: WitnessRequest, given: string | undefined): Result<Seen> {
  const claim = readUnsure(checkpoint);
  if (!claim.ok) return claim;
  const known = logs.find(({ log }) => log.name === claim.value.origin);
  if (known !== undefined) return done(known);
  if (given === undefined) {
    const todo = "if it shall witness that log, give its key once: `--log KEY`";
    return fail({ code: "witness.unknown-log", what: `this witness does not know the log \`${claim.value.origin}\``, todo });
  }
  const log = readPublicKey(nodeNotary, given);
  return log.ok ? done({ log: log.value }) : log;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
