/** Where the signed list lies with what belongs to it: the key that signs it, the newest number seen, kept contents, and what was taken away. */
import { bytesOfHex, hexOf } from "../../base/hex.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { ensurePrivateFolder, readOwnFile, replaceOwnFile, type Surroundings } from "../../hosts/node/node.ts";
import type { HighWater } from "../../proof/integrity/integrity.ts";
import { rootIn } from "../install/root.ts";

export type IntegrityPlaces = {
  readonly folder: string;
  readonly manifest: string;
  readonly key: string;
  readonly seen: string;
  readonly lock: string;
  readonly store: string;
  readonly quarantine: string;
};

export function integrityFiles({ home }: Pick<Surroundings, "home">): IntegrityPlaces {
  const folder = `${rootIn(home).folder}/integrity`;
  return {
    folder,
    manifest: `${folder}/manifest`,
    key: `${folder}/key`,
    seen: `${folder}/seen`,
    lock: `${folder}/lock`,
    store: `${folder}/store`,
    quarantine: `${folder}/quarantine`,
  };
}

export function ensureFolders({ folder, store, quarantine }: IntegrityPlaces): Result<void> {
  for (const one of [folder, store, quarantine]) {
    const made = ensurePrivateFolder(one);
    if (!made.ok) return made;
  }
  return done(undefined);
}

/** The key whose signature counts; `null`: nothing was ever signed here. */
export function readKey({ key }: IntegrityPlaces): Result<Uint8Array | null> {
  const bytes = readOwnFile(key);
  if (!bytes.ok || bytes.value === null) return bytes;
  const found = bytesOfHex(new TextDecoder().decode(bytes.value).replace(/\n$/, ""));
  if (found?.length === keyBytes) return done(found);
  return fail({
    code: "integrity.key",
    what: `\`${key}\` does not hold a key`,
    follows: "nobody can say who signed the list of files",
    todo: "put the key back; `sheepdog integrity init --anew` makes another one",
  });
}

const keyBytes = 32;

export function writeKey({ key }: IntegrityPlaces, publicKey: Uint8Array): Result<void> {
  return replaceOwnFile(key, new TextEncoder().encode(`${hexOf(publicKey)}\n`));
}

/** `null`: it is not there. What is not in its form counts as newer than everything. */
export function readSeen({ seen }: IntegrityPlaces): Result<HighWater | null> {
  const bytes = readOwnFile(seen);
  if (!bytes.ok) return bytes;
  if (bytes.value === null) return done(null);
  const [, counter = "", digest = ""] = /^(\d{1,15}) ([0-9a-f]{64})\n$/.exec(new TextDecoder().decode(bytes.value)) ?? [];
  const read = bytesOfHex(digest);
  if (counter !== "" && read !== undefined) return done({ counter: Number(counter), digest: read });
  return fail({
    code: "integrity.seen",
    what: `\`${seen}\` is damaged`,
    follows: "an older list could have been put in place of the newest",
    todo: "look at the files yourself, then sign them anew: `sheepdog integrity init --anew`",
  });
}

/** It only ever grows, whoever else looks at the same moment. Call it while the lock is held. */
export function raiseSeen(files: IntegrityPlaces, mark: HighWater): Result<void> {
  const before = readSeen(files);
  if (!before.ok) return before;
  return before.value !== null && before.value.counter >= mark.counter ? done(undefined) : writeSeen(files, mark);
}

export function writeSeen({ seen }: IntegrityPlaces, { counter, digest }: HighWater): Result<void> {
  return replaceOwnFile(seen, new TextEncoder().encode(`${counter} ${hexOf(digest)}\n`));
}
