/** Contents under the vault key: sealed anew for each generation, with vault, generation and every way in bound to them. */
import type { Fault } from "../../base/fault.ts";
import { fail, type Result } from "../../base/result.ts";
import type { Locksmith } from "../crypto.ts";
import { bytesOfContents, contentsIn } from "./contents.ts";
import type { Contents } from "./entries.ts";
import { bytesOfHex, hexOf } from "../../base/hex.ts";
import { boundBytes, type SealedVault, type Slot } from "./sealed-vault.ts";

export const vaultKeyBytes = 32;
const saltBytes = 32;
const purpose = "sheepdog vault 1: contents";

export type Binding = { readonly vault: string; readonly generation: number; readonly slots: readonly Slot[] };

/** A salt that nobody used before makes a key that nothing else was sealed with. */
export function sealContents(contents: Contents, key: Uint8Array, by: Binding & { readonly locksmith: Locksmith }): SealedVault {
  const { locksmith, vault, generation, slots } = by;
  const salt = locksmith.random(saltBytes);
  const head = { vault, generation, salt: hexOf(salt), slots };
  const plain = bytesOfContents(contents);
  const once = locksmith.deriveKey(key, { salt, purpose });
  const body = locksmith.seal(once, plain, boundBytes(head));
  plain.fill(0);
  once.fill(0);
  return { head, body };
}

export function openContents({ head, body }: SealedVault, key: Uint8Array, locksmith: Locksmith): Result<Contents> {
  const once = locksmith.deriveKey(key, { salt: bytesOfHex(head.salt) ?? new Uint8Array(), purpose });
  const plain = locksmith.open(once, body, boundBytes(head));
  once.fill(0);
  if (plain === undefined) return fail(changed);
  const contents = contentsIn(plain);
  plain.fill(0);
  return contents;
}

/** The sum held, so it was done on purpose: by chance nobody gets the sum right. */
const changed: Fault = {
  code: "vault.changed",
  what: "the vault was changed by somebody who did not have its key",
  follows: "nothing in it can be trusted, and nothing was read from it",
  todo: "put back a copy of the file from a backup, and find out who writes there",
};
