/** Signed notes (C2SP signed-note): a text, and below it the lines of those who signed it. */
import { base64Of, bytesOfBase64 } from "../../../base/base64.ts";
import { joinedBytes, sameBytes } from "../../../base/bytes.ts";
import { done, fail, type Result } from "../../../base/result.ts";
import { utf8Bytes } from "../../../base/utf8.ts";
import type { Notary } from "../../crypto.ts";
import { keyIdOf, type PublicKey } from "./keys.ts";

/** `text` ends in a line feed; signatures are over its bytes. */
export type Note = { readonly text: string; readonly signatures: readonly Signature[] };

/** Name and id say whose it is; `bytes` is what the key's algorithm made. */
export type Signature = { readonly name: string; readonly id: Uint8Array; readonly bytes: Uint8Array };

/** A line of somebody else is kept even when nobody here knows the key; so many at most. */
const mostSignatures = 64;

export function noteText({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(signatureLine).join("")}`;
}

function signatureLine({ name, id, bytes }: Signature): string {
  return `${mark}${name} ${base64Of(joinedBytes(id, bytes))}\n`;
}

const mark = "\u2014 ";

export function readNote(written: string): Result<Note> {
  // Control characters, but for line feeds, have no place in a note.
  const end = /[^\n\x20-\u{10ffff}]/u.test(written) ? -1 : written.lastIndexOf("\n\n");
  const lines = written.slice(end + 2).split("\n");
  if (end < 1 || lines.pop() !== "" || lines.length === 0) return malformed("it has no text with an empty line and signatures below it");
  if (lines.length > mostSignatures) return malformed(`it has more than ${mostSignatures} signatures`);
  const signatures: Signature[] = [];
  for (const line of lines) {
    const signature = readSignatureLine(line);
    if (signature === undefined) return malformed(`\`${line}\` is not the line of a signature`);
    signatures.push(signature);
  }
  return done({ text: written.slice(0, end + 1), signatures });
}

function readSignatureLine(line: string): Signature | undefined {
  const [, name, encoded = ""] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
  const bytes = bytesOfBase64(encoded);
  if (name === undefined || bytes === undefined || bytes.length <= idBytes) return undefined;
  return { name, id: bytes.slice(0, idBytes), bytes: bytes.slice(idBytes) };
}

const idBytes = 4;

/** The signature by a key, as far as its name and id tell; nothing is checked yet. */
export function signatureBy(notary: Notary, note: Note, key: PublicKey): Signature | undefined {
  const id = keyIdOf(notary, key);
  return note.signatures.find((one) => one.name === key.name && sameBytes(one.id, id));
}

/** The note, where this key has signed it; a wrong signature and a missing one are told apart. */
export function signedBy(notary: Notary, note: Note, key: PublicKey): Result<Note> {
  const signature = signatureBy(notary, note, key);
  if (signature === undefined) {
    return fail({ code: "note.unsigned", what: `no signature of \`${key.name}\` is on it`, todo: "check which key belongs to it" });
  }
  const isTrue = notary.isSigned({ publicKey: key.bytes, signature: signature.bytes }, Uint8Array.from(utf8Bytes(note.text)));
  return isTrue ? done(note) : fail({ code: "note.forged", what: `the signature of \`${key.name}\` on it is wrong` });
}

function malformed(why: string): Result<never> {
  return fail({ code: "note.malformed", what: `this is no signed note: ${why}` });
}
