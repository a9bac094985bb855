/** Keeps a ledger small: records are put aside in segments, and the bodies of old segments are given up. Their hashes stay. */
import { bytesOfAscii } from "../../base/bytes.ts";
import type { Instant } from "../../base/instant.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { entryVersion, type UpkeepEntry } from "./entry.ts";
import { files, segmentFile, segmentNumber } from "./files.ts";
import { frame } from "./frame.ts";
import type { PrivateKey } from "./notes/keys.ts";
import { openLedger, type Tools } from "./opening.ts";
import { leavesThrough } from "./sealed.ts";
import { seal, type Sealing, sealWith } from "./sealing.ts";

export type Rotation = { readonly segment: number; readonly sealing: Sealing };

/**
 * Puts the records aside; the commit point is their new name. A hook that opened the file before goes on writing to it: its record stays in
 * the segment it was begun for, and becomes a leaf with the next seal. So the order of the log is the order in which records were sealed,
 * and within one seal that of the files.
 */
export function rotate(tools: Tools, key: PrivateKey, at: Instant): Result<Rotation> {
  const opened = openLedger(tools, key);
  if (!opened.ok) return opened;
  const { active } = opened.value;
  // It also ends whatever is torn before it: nobody writes into the middle of a file that is only appended to.
  const noted = tools.disk.append(
    files.records,
    upkeepBytes({ did: "rotate", through: active, bodiless: leavesThrough(opened.value.sealed, opened.value.sealed.purged), at }),
  );
  if (!noted.ok) return noted;
  const moved = tools.disk.rename(files.records, segmentFile(active, active + 1));
  if (!moved.ok) return moved;
  const next = { ...opened.value, active: active + 1 };
  const sealing = sealWith(tools, key, { opened: next, after: { ...next.sealed, rotated: active } });
  return sealing.ok ? done({ segment: active, sealing: sealing.value }) : sealing;
}

/** Segments whose last change is older than this may go; `null` where none was purged. */
export type Purging = { readonly through: number | null; readonly removed: number; readonly sealing: Sealing };

export type Age = { readonly at: Instant; readonly isOld: (segment: number) => boolean };

/**
 * Gives up bodies, the oldest first. Everything is sealed before, and that it happened is on record before the first file goes; `removed`
 * counts files, also those that somebody who died on the way left over.
 */
export function purge(tools: Tools, key: PrivateKey, { at, isOld }: Age): Result<Purging> {
  const first = seal(tools, key);
  const opened = first.ok ? openLedger(tools, key) : first;
  if (!opened.ok) return opened;
  const { active, sealed } = opened.value;
  let through = sealed.purged;
  while (through + 1 < active && isOld(through + 1)) through += 1;
  const marked = through > sealed.purged ? markPurged(tools, key, { at, through, bodiless: leavesThrough(sealed, through) }) : first;
  if (!marked.ok) return marked;
  const removed = removeBodies(tools, through);
  return removed.ok ? done({ through: through > sealed.purged ? through : null, removed: removed.value, sealing: marked.value }) : removed;
}

type Mark = { readonly at: Instant; readonly through: number; readonly bodiless: number };

/** First the record, sealed, and then what `sealed` says of the segments: a checkpoint that is the same once more makes that true. */
function markPurged(tools: Tools, key: PrivateKey, { at, through, bodiless }: Mark): Result<Sealing> {
  const noted = tools.disk.append(files.records, upkeepBytes({ did: "purge", through, bodiless, at }));
  if (!noted.ok) return noted;
  const sealing = seal(tools, key);
  const opened = sealing.ok ? openLedger(tools, key) : sealing;
  if (!opened.ok) return opened;
  if (leavesThrough(opened.value.sealed, through) !== bodiless) return late();
  const marked = sealWith(tools, key, { opened: opened.value, after: { ...opened.value.sealed, purged: through } });
  return marked.ok ? sealing : marked;
}

function late(): Result<never> {
  const what = "a record reached a segment that was about to be purged";
  return fail({ code: "ledger.late", what, follows: "nothing was removed", todo: "purge again" });
}

function removeBodies({ disk }: Tools, through: number): Result<number> {
  const names = disk.names(files.segments);
  if (!names.ok) return names;
  let removed = 0;
  for (const name of names.value) {
    const segment = segmentNumber(name);
    if (segment === undefined || segment > through) continue;
    const gone = disk.remove(`${files.segments}/${name}`);
    if (!gone.ok) return gone;
    removed += 1;
  }
  return done(removed);
}

function upkeepBytes(did: Omit<UpkeepEntry, "version" | "is">): Uint8Array {
  const entry: UpkeepEntry = { version: entryVersion, is: "upkeep", ...did };
  return bytesOfAscii(frame(entry));
}
