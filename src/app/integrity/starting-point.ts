/** Where a new list starts from: the one before, if it can be trusted, and the key that counts. */
import { done, fail, type Result } from "../../base/result.ts";
import { isThere, nodeNotary, readOwnFile, type Surroundings } from "../../hosts/node/node.ts";
import { type Manifest, manifestIn } from "../../proof/integrity/integrity.ts";
import { integrityFiles } from "./integrity-files.ts";
import { readAll, unsigned } from "./verification.ts";

export type StartingPoint = { readonly before: Manifest | null; readonly beforeBytes: Uint8Array | null; readonly publicKey: Uint8Array };

/** `first`: nothing may be there. `next`: the list before has to hold. `anew`: whatever is there, a person has looked at the files. */
export function startingPoint(around: Pick<Surroundings, "home">, which: "first" | "next" | "anew"): Result<StartingPoint> {
  const files = integrityFiles(around);
  if (which === "anew" || !isThere(files.folder)) {
    const bytes = which === "anew" ? readOwnFile(files.manifest) : done(null);
    if (!bytes.ok) return bytes;
    return which === "next" ? fail(unsigned) : done({ before: null, beforeBytes: bytes.value, publicKey: new Uint8Array() });
  }
  const there = readAll(files);
  if (!there.ok) return there;
  const { bytes, publicKey, seen } = there.value;
  if (which === "first") {
    const isEmpty = bytes === null && publicKey === null && seen === null;
    return isEmpty ? done({ before: null, beforeBytes: null, publicKey: new Uint8Array() }) : fail(signedAlready);
  }
  if (bytes === null || publicKey === null || seen === null)
    return fail(bytes === null && publicKey === null && seen === null ? unsigned : lost);
  const manifest = manifestIn(bytes, publicKey, nodeNotary);
  if (!manifest.ok) return manifest;
  if (manifest.value.counter < seen.counter) return fail(older);
  return done({ before: manifest.value, beforeBytes: bytes, publicKey });
}

const signedAlready = {
  code: "integrity.signed",
  what: "a list was signed here before",
  follows: "it stays as it is",
  todo: "`sheepdog integrity sign` says yes to what changed; `init --anew` gives up the old list",
};

const lost = {
  code: "integrity.gone",
  what: "a part of what was signed before is gone",
  follows: "nothing was signed",
  todo: "look at the files yourself, then sign them anew: `sheepdog integrity init --anew`",
};

const older = {
  code: "integrity.rolled-back",
  what: "the signed list is an older one than was seen before",
  follows: "nothing was signed",
  todo: "put back the newer list, or look at the files yourself and sign them anew: `sheepdog integrity init --anew`",
};
