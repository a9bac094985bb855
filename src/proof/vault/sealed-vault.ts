/** The file of a vault: what anybody may see of it, and the sealed rest. One file, so that old or new is one rename. */
import { asciiOf, bytesOfAscii, joinedBytes, sameBytes } from "../../base/bytes.ts";
import type { Instant } from "../../base/instant.ts";
import { canonicalJson, readJson } from "../../base/json.ts";
import { exactly, list, object, type Reader, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { hexOf } from "../../base/hex.ts";

/** The ways to open a vault. `machine`: what systemd keeps for this machine, in its TPM where there is one. */
export const ways = ["passphrase", "keyring", "machine", "identity", "ssh"] as const;
export type Way = (typeof ways)[number];

/** One way to the vault key, which lies in it as an age file: the `age` program opens it, too. */
export type Slot = {
  readonly id: string;
  readonly way: Way;
  /** For the person who has to tell one from another. */
  readonly label: string;
  readonly since: Instant;
  /** Whom the age file is for; `null` for a passphrase. */
  readonly recipient: string | null;
  /** The identity that opens it, sealed by the machine; `null` where it lies elsewhere. */
  readonly sealedIdentity: string | null;
  readonly key: string;
};

export type VaultHead = {
  /** 128 bits that no other vault has. */
  readonly vault: string;
  /** One more with each change. */
  readonly generation: number;
  readonly salt: string;
  readonly slots: readonly Slot[];
};

export type SealedVault = { readonly head: VaultHead; readonly body: Uint8Array };

type Digest = (bytes: Uint8Array) => Uint8Array;

const magic = "sheepdog-vault 1\n";

/** A line that says what it is, the head, a sum that tells damage from a wrong key, then the sealed contents. */
export function bytesOfSealed({ head, body }: SealedVault, digest: Digest): Uint8Array {
  const bound = boundBytes(head);
  return joinedBytes(bound, bytesOfAscii(`${hexOf(digest(joinedBytes(bound, body)))}\n`), body);
}

/** What the seal holds together with the contents. */
export function boundBytes(head: VaultHead): Uint8Array {
  return bytesOfAscii(`${magic}${canonicalJson(head)}\n`);
}

/** Anything that this file would not have written so itself is damage. */
export function sealedIn(bytes: Uint8Array, digest: Digest): Result<SealedVault> {
  const [headEnd, sumEnd] = [lineEnd(bytes, magic.length), lineEnd(bytes, lineEnd(bytes, magic.length))];
  if (asciiOf(bytes.subarray(0, magic.length)) !== magic) return damaged("its first line is not that of a vault");
  const json = readJson(asciiOf(bytes.subarray(magic.length, headEnd)));
  const read = json.ok ? headOf(json.value, "head") : json;
  if (!read.ok) return damaged(read.fault.what);
  const sealed = { head: read.value, body: bytes.slice(sumEnd) };
  return sameBytes(bytesOfSealed(sealed, digest), bytes) ? done(sealed) : damaged("its bytes do not add up to its sum");
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(0x0a, from);
  return at < 0 ? bytes.length : at + 1;
}

const textOrNull: Reader<string | null> = (value, at) => (value === null ? done(null) : text(value, at));
const count: Reader<number> = (value, at) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? done(value) : damaged(`\`${at}\` is no count`);
const hex =
  (digits: number): Reader<string> =>
  (value, at) =>
    typeof value === "string" && value.length === digits && /^[0-9a-f]+$/.test(value)
      ? done(value)
      : damaged(`\`${at}\` is not ${digits} hex digits`);

const headOf = object({
  vault: hex(32),
  generation: count,
  salt: hex(64),
  slots: list(
    object({
      id: hex(8),
      way: exactly(...ways),
      label: text,
      since: count,
      recipient: textOrNull,
      sealedIdentity: textOrNull,
      key: text,
    }),
  ),
});

export function damaged(why: string): ReturnType<typeof fail> {
  return fail({
    code: "vault.damaged",
    what: `the vault is damaged: ${why}`,
    follows: "nothing was read from it and nothing in it was changed",
    todo: "put back a copy of the file from a backup",
  });
}
