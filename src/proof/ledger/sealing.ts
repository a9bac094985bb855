/** Seals a ledger: everything that hooks appended since the last time becomes leaves, and a new checkpoint says so. */
import { allJoined } from "../../base/bytes.ts";
import { utf8Bytes } from "../../base/utf8.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Disk } from "./disk.ts";
import { files, segmentFile } from "./files.ts";
import { type Checkpoint, signedCheckpoint, type Stated } from "./notes/checkpoint.ts";
import type { PrivateKey } from "./notes/keys.ts";
import { noteText } from "./notes/note.ts";
import { hashesLength, type Opened, openLedger, rootStands, type Tools } from "./opening.ts";
import { nothingSealed, type Sealed, sealedBytes, sealedEnd, withExtent } from "./sealed.ts";
import { committed, stretchesIn } from "./stretches.ts";
import { growingTree, type GrowingTree } from "./tree/growing-tree.ts";
import { type Hash, leafHash } from "./tree/hashes.ts";

export type Sealing = {
  readonly checkpoint: Stated;
  /** Records that are new in the tree, and torn stretches between them. */
  readonly records: number;
  readonly torn: number;
  /** Bytes at the end that are no whole record yet: somebody writes them now, or died at it. */
  readonly unfinished: number;
};

/**
 * The commit point is the new name of `checkpoint`. Before it, records are brought to the disk, hashes are appended and `sealed` knows both
 * states, so whoever dies on the way leaves the old checkpoint with everything that belongs to it. One at a time: the caller holds the lock.
 */
export function seal(tools: Tools, key: PrivateKey): Result<Sealing> {
  const opened = openLedger(tools, key);
  if (!opened.ok) return opened;
  return sealWith(tools, key, { opened: opened.value, after: opened.value.sealed });
}

/** `after` is what is to be said of segments with the new checkpoint, such as that one was put aside. */
export function sealWith(
  tools: Tools,
  key: PrivateKey,
  { opened, after }: { readonly opened: Opened; readonly after: Sealed },
): Result<Sealing> {
  const stands = rootStands(tools.notary, opened);
  if (!stands.ok) return stands;
  const tree = growingTree(tools.notary.digest, opened.sealed.size, opened.hashAt);
  if (tree === undefined) return fail({ code: "ledger.hashes-unreadable", what: "the stored hashes of the ledger cannot be read" });
  const growth: Growth = { tools, tree, added: [], sealed: after, records: 0, torn: 0, unfinished: 0 };
  for (let segment = after.purged + 1; segment <= opened.active; segment += 1) {
    const grown = growBy(growth, segment, opened.active);
    if (!grown.ok) return grown;
  }
  const { records, torn, unfinished, sealed } = growth;
  const isSame = opened.checkpoint !== undefined && sealed === opened.sealed;
  const checkpoint = isSame ? done(opened.checkpoint) : committedGrowth(growth, key, opened);
  return checkpoint.ok ? done({ checkpoint: checkpoint.value, records, torn, unfinished }) : checkpoint;
}

type Growth = {
  readonly tools: Tools;
  readonly tree: GrowingTree;
  readonly added: Hash[];
  sealed: Sealed;
  records: number;
  torn: number;
  unfinished: number;
};

/** Late records of a segment that was put aside become leaves when they are found: they stay where they are, and come later in the log. */
function growBy(growth: Growth, segment: number, active: number): Result<void> {
  const { disk } = growth.tools;
  const name = segmentFile(segment, active);
  const size = disk.size(name);
  if (!size.ok) return size;
  const from = sealedEnd(growth.sealed, segment);
  const length = size.value ?? 0;
  if (length < from) return shrunk(name, from - length);
  if (length === from) return done(undefined);
  // A checkpoint never covers what a loss of power could still take away.
  const synced = disk.sync(name);
  if (!synced.ok) return synced;
  return addStretches(growth, { segment, name, from, to: length });
}

type Stretch = { readonly segment: number; readonly name: string; readonly from: number; readonly to: number };

function addStretches(growth: Growth, { segment, name, from, to }: Stretch): Result<void> {
  let [start, room] = [from, pieceBytes];
  while (start < to) {
    const piece = growth.tools.disk.read(name, { from: start, bytes: Math.min(room, to - start) });
    if (!piece.ok) return piece;
    const isLast = start + piece.value.length >= to;
    const taken = addPiece(growth, { segment, start, bytes: piece.value }, isLast);
    // A stretch that is longer than a piece: look at twice as much.
    room = taken === 0 ? room * 2 : pieceBytes;
    start += taken;
    if (isLast) {
      growth.unfinished += to - start;
      break;
    }
  }
  return done(undefined);
}

const pieceBytes = 16 * 1024 * 1024;

type Piece = { readonly segment: number; readonly start: number; readonly bytes: Uint8Array };

/** How many bytes became leaves. What stands last and is not whole may still be written, and waits. */
function addPiece(growth: Growth, { segment, start, bytes }: Piece, isLast: boolean): number {
  const { digest } = growth.tools.notary;
  const stretches = stretchesIn(bytes);
  const last = stretches.at(-1);
  const isOpen = last !== undefined && (last.leaf === undefined || !isLast);
  const finished = isOpen ? stretches.slice(0, -1) : stretches;
  for (const stretch of finished) {
    for (const hash of growth.tree.add(leafHash(digest, committed(bytes, stretch)))) growth.added.push(hash);
    if (stretch.leaf === undefined) growth.torn += 1;
    else growth.records += 1;
  }
  const end = finished.at(-1)?.end ?? 0;
  if (end > 0) growth.sealed = withExtent(growth.sealed, { segment, start, end: start + end, count: finished.length });
  return end;
}

function committedGrowth({ tools, tree, added, sealed }: Growth, key: PrivateKey, opened: Opened): Result<Stated> {
  const { disk, notary } = tools;
  const claim: Checkpoint = { origin: key.name, size: tree.size(), root: tree.root() };
  const checkpoint = signedCheckpoint(notary, claim, key);
  const before = opened.checkpoint === undefined ? nothingSealed : opened.sealed;
  const steps = [
    () => withoutLeftovers(disk, opened.sealed.size),
    () => (added.length === 0 ? done(undefined) : disk.append(files.hashes, allJoined(added))),
    () => disk.replace(files.sealed, sealedBytes(sealed, before)),
    () => disk.replace(files.checkpoint, Uint8Array.from(utf8Bytes(noteText(checkpoint.note)))),
  ];
  for (const step of steps) {
    const taken = step();
    if (!taken.ok) return taken;
  }
  return done(checkpoint);
}

/** Hashes beyond the checkpoint are from somebody who died before it. */
function withoutLeftovers(disk: Disk, size: number): Result<void> {
  const length = disk.size(files.hashes);
  if (!length.ok) return length;
  return (length.value ?? 0) > hashesLength(size) ? disk.cut(files.hashes, hashesLength(size)) : done(undefined);
}

function shrunk(name: string, bytes: number): Result<never> {
  return fail({
    code: "ledger.shrunk",
    what: `the ledger's file \`${name}\` is ${bytes} bytes shorter than what was sealed of it`,
    follows: "records are gone, and nothing was sealed",
    todo: "run `sheepdog ledger verify`",
  });
}
