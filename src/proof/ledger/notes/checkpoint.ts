/** Checkpoints (C2SP tlog-checkpoint): what a log says it holds, in a note that it signed. */
import { base64Of, bytesOfBase64 } from "../../../base/base64.ts";
import { done, fail, type Result } from "../../../base/result.ts";
import { utf8Bytes } from "../../../base/utf8.ts";
import type { Notary } from "../../crypto.ts";
import { type Hash, hashBytes } from "../tree/hashes.ts";
import { keyIdOf, type PrivateKey, type PublicKey } from "./keys.ts";
import { type Note, readNote, signedBy } from "./note.ts";

/** `origin` is the log's name, and the name of its key. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Hash };

/** A checkpoint together with the note that it was read from. */
export type Stated = Checkpoint & { readonly note: Note };

export function signedCheckpoint(notary: Notary, checkpoint: Checkpoint, key: PrivateKey): Stated {
  const text = checkpointText(checkpoint);
  const bytes = notary.sign(key.seed, Uint8Array.from(utf8Bytes(text)));
  return { ...checkpoint, note: { text, signatures: [{ name: key.name, id: keyIdOf(notary, key), bytes }] } };
}

function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64Of(root)}\n`;
}

/** What this log itself said; extension lines, which we never write, are covered by its signature and passed over. */
export function readCheckpoint(notary: Notary, written: string, key: PublicKey): Result<Stated> {
  const stated = readUnsure(written);
  if (!stated.ok) return stated;
  if (stated.value.origin !== key.name) {
    return fail({ code: "checkpoint.foreign", what: `this is a checkpoint of \`${stated.value.origin}\`, not of \`${key.name}\`` });
  }
  const signed = signedBy(notary, stated.value.note, key);
  return signed.ok ? stated : signed;
}

/** What a checkpoint claims before anybody looked at its signatures. */
export function readUnsure(written: string): Result<Stated> {
  const note = readNote(written);
  if (!note.ok) return note;
  const claim = readClaim(note.value.text.split("\n"));
  return claim === undefined
    ? fail({ code: "checkpoint.malformed", what: "this is no checkpoint: it does not begin with an origin, a size and a root hash" })
    : done({ ...claim, note: note.value });
}

function readClaim([origin = "", size = "", encoded = ""]: readonly string[]): Checkpoint | undefined {
  const root = bytesOfBase64(encoded);
  if (origin === "" || root?.length !== hashBytes || !/^(?:0|[1-9]\d{0,14})$/.test(size)) return undefined;
  return { origin, size: Number(size), root };
}

/** One line that a person can keep on paper or in another place, and that says as much as a checkpoint does. */
export function checkpointLine(checkpoint: Checkpoint): string {
  return checkpointText(checkpoint).trimEnd().replaceAll("\n", " ");
}

export function readCheckpointLine(line: string): Result<Checkpoint> {
  const claim = readClaim(line.trim().split(/\s+/));
  return claim === undefined
    ? fail({
        code: "checkpoint.line",
        what: `\`${line}\` is no line of a witness`,
        todo: "give it as `sheepdog ledger witness line` printed it: origin, size and root hash",
      })
    : done(claim);
}
