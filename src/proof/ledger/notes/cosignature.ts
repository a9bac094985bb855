/** Cosignatures (C2SP tlog-cosignature, `cosignature/v1`): a witness says when it saw a log grow, and never saw it do anything else. */
import { bytesOfAscii, joinedBytes } from "../../../base/bytes.ts";
import { utf8Bytes } from "../../../base/utf8.ts";
import type { Notary } from "../../crypto.ts";
import { keyIdOf, type PrivateKey, type PublicKey } from "./keys.ts";
import { type Note, type Signature, signatureBy } from "./note.ts";

/** `seconds` since 1970, as the witness's clock had it. */
export function cosigned(notary: Notary, { note, seconds }: { readonly note: Note; readonly seconds: number }, key: PrivateKey): Signature {
  const signature = notary.sign(key.seed, messageOf(note, seconds));
  return { name: key.name, id: keyIdOf(notary, key), bytes: joinedBytes(timeBytes(seconds), signature) };
}

/** When this witness cosigned the note, in seconds since 1970; undefined where it did not, or its line is wrong. */
export function cosignedAt(notary: Notary, note: Note, witness: PublicKey): number | undefined {
  const bytes = signatureBy(notary, note, witness)?.bytes;
  if (bytes === undefined || bytes.length !== timeLength + signatureLength) return undefined;
  const seconds = bytes.slice(0, timeLength).reduce((sum, byte) => sum * 256 + byte, 0);
  if (!Number.isSafeInteger(seconds)) return undefined;
  const isTrue = notary.isSigned({ publicKey: witness.bytes, signature: bytes.slice(timeLength) }, messageOf(note, seconds));
  return isTrue ? seconds : undefined;
}

const timeLength = 8;
const signatureLength = 64;

function messageOf(note: Note, seconds: number): Uint8Array {
  return joinedBytes(bytesOfAscii(`cosignature/v1\ntime ${seconds}\n`), Uint8Array.from(utf8Bytes(note.text)));
}

function timeBytes(seconds: number): Uint8Array {
  return Uint8Array.from({ length: timeLength }, (_, at) => Math.floor(seconds / 256 ** (timeLength - 1 - at)) % 256);
}
