/** Hashes and signatures as Node lends them. */
import { createPrivateKey, createPublicKey, hash, type KeyObject, randomBytes, sign, verify } from "node:crypto";
import type { Notary } from "../../../proof/crypto.ts";

export const nodeNotary: Notary = {
  digest: (bytes) => hash("sha256", bytes, "buffer"),
  publicKeyOf: (seed) => createPublicKey(privateKey(seed)).export({ format: "der", type: "spki" }).subarray(publicPrefix.length),
  sign: (seed, message) => sign(null, message, privateKey(seed)),
  isSigned: ({ publicKey, signature }, message) => {
    if (publicKey.length !== keyBytes) return false;
    const key = createPublicKey({ key: Buffer.concat([publicPrefix, publicKey]), format: "der", type: "spki" });
    return verify(null, message, key, signature);
  },
};

const keyBytes = 32;

/** RFC 8410: what stands before the 32 bytes in the two forms that Node reads. */
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");

function privateKey(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: "der", type: "pkcs8" });
}

/** 32 bytes that nobody can foresee, for a new key. */
export function newSeed(): Uint8Array {
  return randomBytes(keyBytes);
}
