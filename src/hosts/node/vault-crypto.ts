/** What a vault needs of crypto, as Node lends it. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, pbkdf2Sync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import type { Locksmith } from "../../proof/crypto.ts";

const cipher = "aes-256-gcm";
const onlyNonce = Buffer.alloc(12);
const tagBytes = 16;

export const nodeLocksmith: Locksmith = {
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
  deriveKey: (key, { salt, purpose }) => new Uint8Array(hkdfSync("sha256", key, salt, purpose, 32)),
  seal: (key, text, bound) => {
    const sealing = createCipheriv(cipher, key, onlyNonce, { authTagLength: tagBytes });
    sealing.setAAD(bound);
    return new Uint8Array(Buffer.concat([sealing.update(text), sealing.final(), sealing.getAuthTag()]));
  },
  open: (key, sealed, bound) => openedWith(key, onlyNonce, { sealed, bound }),
};

type Sealed = { readonly sealed: Uint8Array; readonly bound?: Uint8Array };

/** The tag stands at the end; `undefined` where it does not fit. */
export function openedWith(key: Uint8Array, nonce: Uint8Array, { sealed, bound }: Sealed): Uint8Array | undefined {
  if (sealed.length < tagBytes) return undefined;
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  if (bound !== undefined) opening.setAAD(bound);
  opening.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const text = opening.update(sealed.subarray(0, sealed.length - tagBytes));
  try {
    return new Uint8Array(Buffer.concat([text, opening.final()]));
  } catch {
    // The tag does not fit: another key, or other bytes. Nothing of it may be used.
    text.fill(0);
    return undefined;
  }
}

/** The key of a vault that was locked by the names of its machine alone, as nobody should. */
export function machineKey(names: readonly string[], salt: Uint8Array, iterations: number): Uint8Array {
  const password = createHash("sha256").update(names.join(":"), "utf8").digest();
  return new Uint8Array(pbkdf2Sync(password, salt, iterations, 32, "sha256"));
}

/** The host's name, twice as such vaults have it, and the machine's number where it has one. */
export function machineNames(host: string | undefined, machineId: string | undefined): readonly string[] {
  const name = host ?? hostname();
  const id = machineId ?? firstText(["/etc/machine-id", "/var/lib/dbus/machine-id"]);
  return id === undefined || id === "" ? [name, name] : [name, name, id];
}

function firstText(paths: readonly string[]): string | undefined {
  for (const path of paths) {
    try {
      return readFileSync(path, "utf8").trim();
    } catch {
      // The next one, if any.
    }
  }
  return undefined;
}
