/** What is there now becomes what counts, once somebody who may do so has said yes to it. */
import { hexOf } from "../../base/hex.ts";
import { isAtOrBelow } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { sameBytes } from "../../base/bytes.ts";
import {
  dropOldDrafts,
  exclusively,
  lookAt,
  nodeLocksmith,
  nodeNotary,
  now,
  readOwnFile,
  replaceOwnFile,
  type Surroundings,
} from "../../hosts/node/node.ts";
import {
  type Approver,
  bytesOfManifest,
  changesSince,
  type FileChange,
  type Manifest,
  manifestMessage,
  type SignedEntry,
  type SignedManifest,
} from "../../proof/integrity/integrity.ts";
import { keepContents } from "./contents-kept.ts";
import { ensureFolders, integrityFiles, readSeen, writeKey, writeSeen } from "./integrity-files.ts";
import { integrityPlaces } from "./places.ts";

export type Signing = {
  readonly approver: Approver;
  /** The list that counts so far; `null` for the first, or where the one before cannot be trusted. */
  readonly before: Manifest | null;
  /** The bytes that it was read from: it has to be the same list when the new one takes its place. */
  readonly beforeBytes: Uint8Array | null;
  readonly publicKey: Uint8Array;
  readonly projects: readonly string[];
  /** These files alone, with all below them; empty for all. */
  readonly only: readonly string[];
};

export type Signed = { readonly manifest: Manifest; readonly changes: readonly FileChange[]; readonly notKept: readonly string[] };

export async function signFiles(around: Pick<Surroundings, "home" | "variable">, signing: Signing): Promise<Result<Signed>> {
  const files = integrityFiles(around);
  const ready = ensureFolders(files);
  const seen = ready.ok ? readSeen(files) : ready;
  // A first list may follow a damaged mark: a person said so.
  if (!seen.ok && signing.before !== null) return seen;
  const newest = Math.max(signing.before?.counter ?? 0, seen.ok ? (seen.value?.counter ?? 0) : 0);
  const drawn = listNow(around, signing, newest + 1);
  if (!drawn.ok) return drawn;
  const { manifest, changes } = drawn.value;
  const kept = keepContents(files.store, manifest.entries);
  if (!kept.ok) return kept;
  const message = manifestMessage(manifest);
  const approval = await signing.approver({ manifest, changes, message });
  if (!approval.ok) return approval;
  if (!sameBytes(approval.value.publicKey, signing.publicKey) || !nodeNotary.isSigned(approval.value, message)) return fail(stranger);
  const written = putInPlace(around, signing, { manifest, ...approval.value });
  return written.ok ? done({ manifest, changes, notKept: kept.value }) : written;
}

const stranger = {
  code: "integrity.stranger",
  what: "the signature is not by the key that counts here",
  follows: "nothing was signed",
  todo: "`sheepdog integrity init --anew` makes the key in the vault the one that counts",
};

type Drawn = { readonly manifest: Manifest; readonly changes: readonly FileChange[] };

/** What cannot be seen is not signed: nobody could say later whether it changed. */
function listNow(around: Pick<Surroundings, "home" | "variable">, { before, projects, only }: Signing, counter: number): Result<Drawn> {
  const places = integrityPlaces(around, projects);
  const { found, unseen } = lookAt(places);
  const odd = found.flatMap(({ path, state }) => (state.kind === "other" ? [{ path, why: `it is ${state.what}` }] : []));
  const [first] = [...unseen, ...odd];
  if (first !== undefined)
    return fail({ code: "integrity.unseen", what: `\`${first.path}\` cannot be signed: ${first.why}`, follows: "nothing was signed" });
  const current = found.flatMap(({ path, state }): readonly SignedEntry[] => (state.kind === "other" ? [] : [{ path, state }]));
  const isMeant = (path: string): boolean => only.length === 0 || only.some((one) => isAtOrBelow(path, one) || path.startsWith(`${one}#`));
  const staying = (before?.entries ?? []).filter(({ path }) => !isMeant(path));
  const entries = [...staying, ...current.filter(({ path }) => isMeant(path))].toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const origin = before?.origin ?? hexOf(nodeLocksmith.random(16));
  const changes = changesSince(before?.entries ?? [], { found: found.filter(({ path }) => isMeant(path)), unseen: [] }).filter(({ path }) =>
    isMeant(path),
  );
  return done({ manifest: { origin, counter, signedAt: Math.floor(now()), projects, places, entries }, changes });
}

/** The mark comes last: a list that is newer than the mark is fine, one that is older is not. */
function putInPlace(around: Pick<Surroundings, "home">, { beforeBytes, publicKey }: Signing, signed: SignedManifest): Result<void> {
  const files = integrityFiles(around);
  return exclusively(files.lock, () => {
    const there = readOwnFile(files.manifest);
    if (!there.ok) return there;
    const same = there.value === null || beforeBytes === null ? there.value === beforeBytes : sameBytes(there.value, beforeBytes);
    if (!same) return fail(overtaken);
    dropOldDrafts(files.folder);
    const bytes = bytesOfManifest(signed);
    const keyed = writeKey(files, publicKey);
    const written = keyed.ok ? replaceOwnFile(files.manifest, bytes) : keyed;
    return written.ok ? writeSeen(files, { counter: signed.manifest.counter, digest: nodeNotary.digest(bytes) }) : written;
  });
}

const overtaken = {
  code: "integrity.overtaken",
  what: "somebody else signed in the meantime",
  follows: "nothing was signed",
  todo: "look at what changed, then run this again",
};
