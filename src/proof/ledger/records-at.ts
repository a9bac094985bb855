/** Finds records by their index in the log. */
import { done, fail, type Result } from "../../base/result.ts";
import { segmentFile } from "./files.ts";
import type { Opened, Tools } from "./opening.ts";
import { committed, stretchesIn } from "./stretches.ts";

/** `leaf` is what the log commits to: a record's own bytes, or a torn stretch with a mark before it. */
export type Found = { readonly leaf: Uint8Array; readonly isTorn: boolean; readonly file: string; readonly place: number };

export function recordAt({ disk }: Tools, { sealed, active }: Opened, index: number): Result<Found> {
  const extent = sealed.extents.find(({ first, count }) => index >= first && index < first + count);
  if (extent === undefined)
    return fail({ code: "ledger.no-record", what: `there is no sealed record ${index}: there are ${sealed.size}, counted from 0` });
  const file = segmentFile(extent.segment, active);
  if (extent.segment <= sealed.purged) {
    return fail({
      code: "ledger.purged",
      what: `record ${index} was purged`,
      follows: "its hash is still in the tree, and what it said is gone",
    });
  }
  const bytes = disk.read(file, { from: extent.start, bytes: extent.end - extent.start });
  if (!bytes.ok) return bytes;
  const stretch = stretchesIn(bytes.value)[index - extent.first];
  if (stretch === undefined) {
    return fail({ code: "ledger.changed", what: `\`${file}\` has no record ${index} any more`, todo: "run `sheepdog ledger verify`" });
  }
  const place = extent.start + stretch.start;
  return done({ leaf: committed(bytes.value, stretch), isTorn: stretch.leaf === undefined, file, place });
}
