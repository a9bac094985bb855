/** What says whether a statement is a person's, as Node lends it: the native core has its own, and both say the same. */
import { createHash } from "node:crypto";
import type { Verifier } from "../../proof/crypto.ts";
import { nodeNotary } from "./ledger/notary.ts";
import { bytesOf } from "./names.ts";

export const nodeVerifier: Verifier = {
  sha256: (text) => createHash("sha256").update(meant(text)).digest("hex"),
  isSigned: (publicKey, message, signature) =>
    /^[0-9a-f]{64}$/.test(publicKey) &&
    /^[0-9a-f]{128}$/.test(signature) &&
    nodeNotary.isSigned({ publicKey: Buffer.from(publicKey, "hex"), signature: Buffer.from(signature, "hex") }, meant(message)),
};

/** A surrogate that stands for no byte is in nobody's message; what is hashed then is nothing that anybody signed. */
function meant(text: string): Uint8Array {
  return bytesOf(text) ?? Buffer.alloc(0);
}
