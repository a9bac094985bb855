/** The key of a vault in an age file, for a passphrase or for one recipient. The `age` program opens it as well. */
import { Buffer } from "node:buffer";
import type { webcrypto } from "node:crypto";
import { done, fail, type Result } from "../../base/result.ts";
import { systemFault } from "./fault.ts";

/** An age identity as text, or a key of another kind that age takes in its place. */
export type Identity = string | webcrypto.CryptoKey;

/** What the file is made for. `work`: how often scrypt doubles its effort; 18 takes about two seconds and 256 MB. */
export type KeyHolder = { readonly passphrase: string; readonly work: number } | { readonly recipient: string };

/** The vault's name stands before the key, so that the key of one vault is never taken for that of another. */
export async function wrapKey(vault: string, key: Uint8Array, holder: KeyHolder): Promise<Result<string>> {
  try {
    const { armor, Encrypter } = await import("age-encryption");
    const encrypter = new Encrypter();
    if ("recipient" in holder) encrypter.addRecipient(holder.recipient);
    else {
      encrypter.setPassphrase(holder.passphrase);
      encrypter.setScryptWorkFactor(holder.work);
    }
    return done(armor.encode(await encrypter.encrypt(Buffer.concat([Buffer.from(vault, "hex"), key]))));
  } catch (error) {
    return systemFault("vault.wrap", "the key of the vault could not be put into an age file", error);
  }
}

/** `undefined`: this passphrase or identity is not the one. */
export async function unwrapKey(
  vault: string,
  file: string,
  by: { readonly passphrase: string } | { readonly identity: Identity },
): Promise<Result<Uint8Array | undefined>> {
  const { armor, Decrypter } = await import("age-encryption");
  try {
    const decrypter = new Decrypter();
    if ("identity" in by) decrypter.addIdentity(by.identity);
    else decrypter.addPassphrase(by.passphrase);
    const opened = await decrypter.decrypt(armor.decode(file));
    const name = Buffer.from(vault, "hex");
    if (opened.length !== name.length + keyBytes || !name.equals(opened.subarray(0, name.length))) return fail(foreign);
    return done(opened.slice(name.length));
  } catch (error) {
    if (error instanceof Error && /no identity matched/.test(error.message)) return done(undefined);
    return systemFault("vault.slot", "the age file with the key of the vault could not be opened", error);
  }
}

const keyBytes = 32;

const foreign = { code: "vault.slot.foreign", what: "the age file holds the key of another vault", follows: "nothing was read" };

/** Who holds the identity opens what is made for the recipient. */
export async function newIdentity(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const { generateX25519Identity, identityToRecipient } = await import("age-encryption");
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

export async function recipientOf(identity: Identity): Promise<Result<string>> {
  const { identityToRecipient } = await import("age-encryption");
  try {
    return done(await identityToRecipient(identity));
  } catch (error) {
    return systemFault("vault.identity", "this is no age identity", error);
  }
}

/** The first identity in a file of `age-keygen`: comments stand before it. */
export function identityIn(text: string): string | undefined {
  return text
    .split("\n")
    .map((line) => line.trim())
    .find((line) => /^AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]+$/.test(line));
}
