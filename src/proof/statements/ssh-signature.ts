/** Signatures as `ssh-keygen -Y sign` makes them (PROTOCOL.sshsig), with an Ed25519 key in a file or in a device that somebody has to touch. */
import { bytesOfBase64 } from "../../base/base64.ts";
import { asciiOf } from "../../base/bytes.ts";
import { bytesOfHex, hexOf } from "../../base/hex.ts";
import type { Verifier } from "../crypto.ts";
import type { StatementKey } from "./key.ts";

export const sshNamespace = "sheepdog-statement";

const magic = "SSHSIG";
const hashName = "sha256";
const names = { "ssh-ed25519": "ssh-ed25519", "sk-ssh-ed25519": "sk-ssh-ed25519@openssh.com", ed25519: "" } as const;

type SshSigned = { readonly signature: string; readonly key: StatementKey };

/** Everything but the signature itself is made anew and compared, so there is one spelling. The hash is SHA-256: `-O hashalg=sha256`. */
export function isSshSigned(message: string, { signature, key }: SshSigned, verifier: Verifier): boolean {
  const blob = bytesOfBase64(signature);
  const publicHalf = bytesOfHex(key.public);
  if (blob === undefined || publicHalf === undefined) return false;
  const text = asciiOf(blob);
  const kind = names[key.kind];
  const publicKey = field(kind) + field(asciiOf(publicHalf)) + (key.application === undefined ? "" : field(key.application));
  const front = `${magic}${number(1)}${field(publicKey)}${field(sshNamespace)}${field("")}${field(hashName)}`;
  const tail = key.kind === "sk-ssh-ed25519" ? touchBytes : 0;
  const inner = text.slice(text.length - signatureBytes - tail);
  const signed = inner.slice(0, signatureBytes);
  if (text !== front + field(field(kind) + field(signed) + inner.slice(signatureBytes))) return false;
  const body = magic + field(sshNamespace) + field("") + field(hashName) + field(digest(verifier, message));
  const touch = inner.slice(signatureBytes);
  if (key.application === undefined) return verifier.isSigned(key.public, escaped(body), hexOfText(signed));
  const isTouched = (touch.charCodeAt(0) & userPresent) !== 0;
  const told = digest(verifier, key.application) + touch + digest(verifier, body);
  return isTouched && verifier.isSigned(key.public, escaped(told), hexOfText(signed));
}

const signatureBytes = 64;
/** One of flags and four of a counter, behind the signature of a device. */
const touchBytes = 5;
const userPresent = 1;

/** SHA-256 of these bytes, one character for each. */
function digest({ sha256 }: Verifier, bytes: string): string {
  return asciiOf(bytesOfHex(sha256(escaped(bytes))) ?? new Uint8Array());
}

function field(bytes: string): string {
  return number(bytes.length) + bytes;
}

function number(value: number): string {
  return String.fromCharCode(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

function hexOfText(bytes: string): string {
  return hexOf(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}

/** As the verifier takes bytes: those that are no ASCII as lone surrogates. */
function escaped(bytes: string): string {
  return bytes.replace(/[\x80-\xff]/g, (character) => String.fromCharCode(0xdc00 + character.charCodeAt(0)));
}
