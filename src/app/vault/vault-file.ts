/** Where the vault of a person lies, and its file read and written. A vault that is gone or damaged is a fault, and never an empty vault. */
import { fail, done, type Result } from "../../base/result.ts";
import {
  createOwnFile,
  dropOldDrafts,
  ensurePrivateFolder,
  exclusively,
  hashOf,
  isThere,
  readOwnFile,
  replaceOwnFile,
  type Surroundings,
} from "../../hosts/node/node.ts";
import { bytesOfSealed, sealedIn, type SealedVault } from "../../proof/vault/vault.ts";
import { bytesOfHex } from "../../base/hex.ts";
import { rootIn } from "../install/root.ts";

export type VaultPlaces = {
  readonly folder: string;
  readonly file: string;
  /** Says that there is a vault, so that one that is lost is missed. */
  readonly mark: string;
  readonly lock: string;
};

export function vaultPlaces({ home }: Pick<Surroundings, "home">): VaultPlaces {
  const folder = `${rootIn(home).folder}/vault`;
  return { folder, file: `${folder}/vault`, mark: `${folder}/vault.id`, lock: `${folder}/lock` };
}

export function readVault(places: VaultPlaces): Result<SealedVault> {
  const bytes = readOwnFile(places.file);
  if (!bytes.ok) return bytes;
  return bytes.value === null ? fail(isThere(places.mark) ? lost(places) : none) : sealedIn(bytes.value, digest);
}

function digest(bytes: Uint8Array): Uint8Array {
  return bytesOfHex(hashOf(bytes)) ?? new Uint8Array();
}

const none = { code: "vault.none", what: "there is no vault yet", todo: "`sheepdog vault init` makes one" };

function lost({ file }: VaultPlaces): { readonly code: string; readonly what: string; readonly follows: string; readonly todo: string } {
  return {
    code: "vault.lost",
    what: `the vault is gone: \`${file}\` is not there any more`,
    follows: "no new one was made in its place",
    todo: "put back a copy from a backup; `sheepdog vault init --anew` gives up what it held",
  };
}

/** Only where there is none: nobody's secrets are ever replaced by an empty vault. */
export function createVault(places: VaultPlaces, sealed: SealedVault, anew: boolean): Result<void> {
  const folder = ensurePrivateFolder(places.folder);
  if (!folder.ok) return folder;
  return exclusively(places.lock, () => {
    if (!isThere(places.file) && isThere(places.mark) && !anew) return fail(lost(places));
    const made = createOwnFile(places.file, bytesOfSealed(sealed, digest));
    if (!made.ok) return made;
    return made.value ? markVault(places, sealed) : fail(there);
  });
}

const there = {
  code: "vault.there",
  what: "there is a vault already",
  follows: "it stays as it is",
  todo: "`sheepdog vault rekey` gives it a new key and other ways in; move it away if you want another one",
};

/** `change` gets what is in the file now, and nobody else writes before it is done. What it hands back as it was is not written. */
export function changeFile(places: VaultPlaces, change: (now: SealedVault) => Result<SealedVault>): Result<SealedVault> {
  return exclusively(places.lock, () => {
    const now = readVault(places);
    const next = now.ok ? change(now.value) : now;
    if (!next.ok || (now.ok && next.value === now.value)) return next;
    dropOldDrafts(places.folder);
    const written = replaceOwnFile(places.file, bytesOfSealed(next.value, digest));
    const marked = written.ok ? markVault(places, next.value) : written;
    return marked.ok ? next : marked;
  });
}

function markVault({ mark }: VaultPlaces, { head }: SealedVault): Result<void> {
  return isThere(mark) ? done(undefined) : replaceOwnFile(mark, new TextEncoder().encode(`${head.vault}\n`));
}
