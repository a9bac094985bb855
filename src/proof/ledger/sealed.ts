/** Which stretches of which segment the leaves of the tree are. A hint for finding them: whether it is right, their hashes tell. */
import { bytesOfAscii } from "../../base/bytes.ts";
import { canonicalJson, readJson } from "../../base/json.ts";
import { list, object, exactly, type Reader } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { wholeNumber } from "./whole-number.ts";

const sealedVersion = 1;

/** A part of a segment, and the leaves that its stretches became: `count` of them, from `first` on. */
export type Extent = {
  readonly segment: number;
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly count: number;
};

export type Sealed = {
  /** Leaves in all. */
  readonly size: number;
  readonly extents: readonly Extent[];
  /** The last segment that was put aside. */
  readonly rotated: number;
  /** The bodies of the segments up to this one were purged; their hashes stay. */
  readonly purged: number;
};

export const nothingSealed: Sealed = { size: 0, extents: [], rotated: 0, purged: 0 };

const extent: Reader<Extent> = object({
  segment: wholeNumber,
  start: wholeNumber,
  end: wholeNumber,
  first: wholeNumber,
  count: wholeNumber,
});
const sealed: Reader<Sealed> = object({ size: wholeNumber, extents: list(extent), rotated: wholeNumber, purged: wholeNumber });
const written = object({ version: exactly(sealedVersion), states: list(sealed) });

/** The state that a checkpoint is about to make true, and the one that holds until then: whichever has the checkpoint's size counts. */
export function sealedBytes(next: Sealed, before: Sealed): Uint8Array {
  return bytesOfAscii(`${canonicalJson({ version: sealedVersion, states: [next, before] })}\n`);
}

export function readSealed(text: string, size: number): Result<Sealed> {
  const json = readJson(text);
  if (!json.ok) return damaged(json.fault.what);
  const read = written(json.value, "sealed");
  if (!read.ok) return damaged(read.fault.what);
  const state = read.value.states.find((one) => one.size === size);
  if (state === undefined) return damaged(`it knows nothing of a tree of ${size} leaves`);
  return isSound(state) ? done(state) : damaged("its stretches do not join up");
}

/** The leaves follow each other without a gap, and so do the stretches of each segment. */
function isSound({ size, extents }: Sealed): boolean {
  const reached = new Map<number, number>();
  let next = 0;
  for (const { segment, start, end, first, count } of extents) {
    if (segment < 1 || first !== next || start !== (reached.get(segment) ?? 0) || end <= start || count < 1) return false;
    next = first + count;
    reached.set(segment, end);
  }
  return next === size;
}

/** How many leaves the segments up to this one became. */
export function leavesThrough({ extents }: Sealed, through: number): number {
  return extents.reduce((sum, { segment, count }) => sum + (segment <= through ? count : 0), 0);
}

/** How far a segment is sealed, in bytes. */
export function sealedEnd({ extents }: Sealed, segment: number): number {
  return extents.findLast((one) => one.segment === segment)?.end ?? 0;
}

/** With one more stretch at the end; what continues the last one makes it longer. */
export function withExtent(before: Sealed, part: Omit<Extent, "first">): Sealed {
  const last = before.extents.at(-1);
  const size = before.size + part.count;
  if (last?.segment !== part.segment) return { ...before, size, extents: [...before.extents, { ...part, first: before.size }] };
  const longer = { ...last, end: part.end, count: last.count + part.count };
  return { ...before, size, extents: [...before.extents.slice(0, -1), longer] };
}

function damaged(why: string): Result<never> {
  return fail({
    code: "ledger.sealed-damaged",
    what: `the ledger's file \`sealed\` is damaged: ${why}`,
    follows: "nobody can say which records the checkpoint covers",
    todo: "put that file back from a copy; the records themselves are not touched",
  });
}
