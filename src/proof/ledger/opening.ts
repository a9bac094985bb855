/** A ledger as it was sealed last: its checkpoint, what that covers, and the stored hashes behind it. */
import { sameBytes } from "../../base/bytes.ts";
import { decodeUtf8 } from "../../base/decode-utf8.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Notary } from "../crypto.ts";
import type { Disk } from "./disk.ts";
import { files, segmentNumber } from "./files.ts";
import { readCheckpoint, type Stated } from "./notes/checkpoint.ts";
import type { PublicKey } from "./notes/keys.ts";
import { nothingSealed, readSealed, type Sealed } from "./sealed.ts";
import { hashBytes } from "./tree/hashes.ts";
import { type HashAt, rangeHash, storedCount } from "./tree/stored-tree.ts";

/** What a ledger is worked with. */
export type Tools = { readonly disk: Disk; readonly notary: Notary };

export type Opened = {
  /** Left out where nothing was sealed yet. */
  readonly checkpoint?: Stated;
  readonly sealed: Sealed;
  readonly hashAt: HashAt;
  /** The number of the segment where hooks append. */
  readonly active: number;
};

export function openLedger({ disk, notary }: Tools, key: PublicKey): Result<Opened> {
  const stated = textIfThere(disk, files.checkpoint);
  if (!stated.ok) return stated;
  const checkpoint = stated.value === null ? null : readCheckpoint(notary, stated.value, key);
  if (checkpoint?.ok === false) return checkpoint;
  const sealed = sealedState(disk, checkpoint?.value.size ?? 0);
  if (!sealed.ok) return sealed;
  const active = activeSegment(disk, Math.max(sealed.value.rotated, sealed.value.purged));
  if (!active.ok) return active;
  const opened = { sealed: sealed.value, hashAt: storedHashes(disk), active: active.value };
  return done(checkpoint === null ? opened : { ...opened, checkpoint: checkpoint.value });
}

/** The stored hashes are those that the checkpoint signed, as far as its root depends on them. */
export function rootStands({ digest }: Notary, { checkpoint, hashAt }: Opened): Result<void> {
  if (checkpoint === undefined) return done(undefined);
  const root = rangeHash(digest, { from: 0, to: checkpoint.size }, hashAt);
  if (root !== undefined && sameBytes(root, checkpoint.root)) return done(undefined);
  return fail({
    code: "ledger.hashes-damaged",
    what: "the stored hashes of the ledger are not those of its checkpoint",
    follows: "nothing was changed, and no proof can be made",
    todo: "run `sheepdog ledger verify` to see what differs",
  });
}

/** Without a checkpoint it may only say that nothing was sealed: who died before the first one left that, who took the checkpoint away did not. */
function sealedState(disk: Disk, size: number): Result<Sealed> {
  const text = textIfThere(disk, files.sealed);
  if (!text.ok) return text;
  return text.value === null && size === 0 ? done(nothingSealed) : readSealed(text.value ?? "", size);
}

/** One beyond the last that was put aside, whether that is still there or was purged. */
function activeSegment(disk: Disk, least: number): Result<number> {
  const names = disk.names(files.segments);
  if (!names.ok) return names;
  const numbers = names.value.flatMap((name) => segmentNumber(name) ?? []);
  return done(Math.max(least, 0, ...numbers) + 1);
}

/** Reads what is asked for, and no hash twice. */
function storedHashes(disk: Disk): HashAt {
  const known = new Map<number, Uint8Array>();
  return (position) => {
    const before = known.get(position);
    if (before !== undefined) return before;
    const read = disk.read(files.hashes, { from: position * hashBytes, bytes: hashBytes });
    if (!read.ok || read.value.length !== hashBytes) return undefined;
    known.set(position, read.value);
    return read.value;
  };
}

/** Bytes that the stored hashes of so many leaves take. */
export function hashesLength(leaves: number): number {
  return storedCount(leaves) * hashBytes;
}

/** `null` where there is no such file. */
export function textIfThere(disk: Disk, name: string): Result<string | null> {
  const size = disk.size(name);
  if (!size.ok || size.value === null) return size.ok ? done(null) : size;
  if (size.value > mostFileBytes) return fail({ code: "ledger.too-large", what: `the ledger's file \`${name}\` is larger than it can be` });
  const bytes = disk.read(name, { from: 0, bytes: size.value });
  return bytes.ok ? done(decodeUtf8(bytes.value)) : bytes;
}

/** Checkpoints, keys and states are small. */
const mostFileBytes = 64 * 1024 * 1024;
