/** The files as they are now against what was signed, on this machine. A session, the daemon and a person ask the same question here. */
import { done, fail, type Result } from "../../base/result.ts";
import { exclusively, isThere, lookAt, nodeNotary, readOwnFile, type Surroundings } from "../../hosts/node/node.ts";
import { type HighWater, type Place, type Sighting, type Verification, verifyFiles } from "../../proof/integrity/integrity.ts";
import { integrityFiles, type IntegrityPlaces, raiseSeen, readKey, readSeen } from "./integrity-files.ts";
import { integrityPlaces } from "./places.ts";

export type Verified = {
  readonly verification: Verification;
  /** Places that this release looks after and that were not known when the list was signed. */
  readonly uncovered: readonly Place[];
};

/** A fault where nothing was signed yet, or our own files are not what they should be. */
export function verifyIntegrity(
  around: Pick<Surroundings, "home" | "variable">,
  look: (places: readonly Place[]) => Sighting = lookAt,
): Result<Verified> {
  const files = integrityFiles(around);
  if (!isThere(files.folder)) return fail(unsigned);
  // Together: between two of them somebody could sign, and the older of one beside the newer of the other would look like a fraud.
  const read = exclusively(files.lock, () => readAll(files));
  if (!read.ok) return read;
  const { bytes, publicKey, seen } = read.value;
  if (publicKey === null) return fail(bytes === null && seen === null ? unsigned : keyless);
  const verification = verifyFiles({ bytes, publicKey, seen, notary: nodeNotary, look });
  if (verification.is === "void") return done({ verification, uncovered: [] });
  const kept = exclusively(files.lock, () => raiseSeen(files, verification.seen));
  if (!kept.ok) return kept;
  const { places, projects } = verification.manifest;
  const uncovered = integrityPlaces(around, projects).filter(({ path }) => !places.some((place) => place.path === path));
  return done({ verification, uncovered });
}

type Signed = { readonly bytes: Uint8Array | null; readonly publicKey: Uint8Array | null; readonly seen: HighWater | null };

export function readAll(files: IntegrityPlaces): Result<Signed> {
  const [bytes, key, seen] = [readOwnFile(files.manifest), readKey(files), readSeen(files)];
  if (!bytes.ok) return bytes;
  if (!key.ok) return key;
  return seen.ok ? done({ bytes: bytes.value, publicKey: key.value, seen: seen.value }) : seen;
}

export const unsigned = {
  code: "integrity.unsigned",
  what: "nothing was signed yet",
  follows: "nobody would notice a changed file",
  todo: "`sheepdog integrity init` signs what is there now",
};

const keyless = {
  code: "integrity.keyless",
  what: "the key whose signature counts is gone",
  follows: "nobody can say who signed the list of files",
  todo: "look at the files yourself, then sign them anew: `sheepdog integrity init --anew`",
};
