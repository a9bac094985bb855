/** Keys of those who sign notes, in the texts that C2SP and Go's `note` package share. */
import { base64Of, bytesOfBase64 } from "../../../base/base64.ts";
import { joinedBytes, sameBytes } from "../../../base/bytes.ts";
import { bytesOfHex, hexOf } from "../../../base/hex.ts";
import { done, fail, type Result } from "../../../base/result.ts";
import { utf8Bytes } from "../../../base/utf8.ts";
import type { Notary } from "../../crypto.ts";

/** What a key signs: notes of its own, or checkpoints of others with a time. The byte stands in the key's id. */
export type Purpose = "note" | "cosignature";

const purposeBytes: Readonly<Record<Purpose, number>> = { note: 1, cosignature: 4 };

export type PublicKey = { readonly name: string; readonly purpose: Purpose; readonly bytes: Uint8Array };
export type PrivateKey = PublicKey & { readonly seed: Uint8Array };

/** Tells keys apart; it proves nothing. */
export function keyIdOf({ digest }: Notary, { name, purpose, bytes }: PublicKey): Uint8Array {
  return digest(joinedBytes(Uint8Array.from(utf8Bytes(`${name}\n`)), Uint8Array.of(purposeBytes[purpose]), bytes)).slice(0, 4);
}

export function keyFrom(notary: Notary, { name, purpose }: Omit<PublicKey, "bytes">, seed: Uint8Array): PrivateKey {
  return { name, purpose, bytes: notary.publicKeyOf(seed), seed };
}

/** What others need to check signatures: `name+id+key`. */
export function publicKeyText(notary: Notary, key: PublicKey): string {
  return `${key.name}+${hexOf(keyIdOf(notary, key))}+${base64Of(joinedBytes(Uint8Array.of(purposeBytes[key.purpose]), key.bytes))}`;
}

/** What its owner keeps: the same, with the seed and an unmistakable beginning. */
export function privateKeyText(notary: Notary, key: PrivateKey): string {
  return `${secretMark}${key.name}+${hexOf(keyIdOf(notary, key))}+${base64Of(joinedBytes(Uint8Array.of(purposeBytes[key.purpose]), key.seed))}`;
}

const secretMark = "PRIVATE+KEY+";

export function readPublicKey(notary: Notary, written: string): Result<PublicKey> {
  const read = parts(written);
  if (read === undefined) return malformed("it has not the form `name+id+key`");
  const key: PublicKey = { name: read.name, purpose: read.purpose, bytes: read.bytes };
  return sameBytes(read.id, keyIdOf(notary, key)) ? done(key) : malformed("its id does not belong to it");
}

/** The words of a private key are never repeated in a fault. */
export function readPrivateKey(notary: Notary, written: string): Result<PrivateKey> {
  const read = written.startsWith(secretMark) ? parts(written.slice(secretMark.length)) : undefined;
  if (read === undefined) return malformed("it has not the form of a private key");
  const key = keyFrom(notary, read, read.bytes);
  return sameBytes(read.id, keyIdOf(notary, key)) ? done(key) : malformed("its id does not belong to it");
}

type Parts = { readonly name: string; readonly id: Uint8Array; readonly purpose: Purpose; readonly bytes: Uint8Array };

function parts(written: string): Parts | undefined {
  const [, name, id = "", encoded = ""] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/u.exec(written.trim()) ?? [];
  const bytes = bytesOfBase64(encoded);
  const purpose = (["note", "cosignature"] as const).find((one) => purposeBytes[one] === bytes?.[0]);
  const idBytes = bytesOfHex(id);
  if (name === undefined || bytes?.length !== keyBytes + 1 || purpose === undefined || idBytes === undefined) return undefined;
  return { name, id: idBytes, purpose, bytes: bytes.slice(1) };
}

const keyBytes = 32;

function malformed(why: string): Result<never> {
  return fail({ code: "key.malformed", what: `this is no key for notes: ${why}` });
}
