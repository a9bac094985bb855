/** Looks for entries: the index says where, the records say what. */
import { asciiOf } from "../../base/bytes.ts";
import { readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import { type LedgerIndex, openLedgerIndex } from "../../hosts/node/node.ts";
import { type EntryPlace, type Search, segmentFile, segmentsThere, stretchesIn, type Tools } from "../../proof/ledger/ledger.ts";
import type { Workplace } from "./workplace.ts";

/** An entry, and where it lies. */
export type FoundEntry = { readonly place: EntryPlace; readonly entry: Members };

export type Finder = {
  /** The last of them, in the order of the log. */
  readonly last: (search: Search, most: number) => Result<readonly FoundEntry[]>;
  readonly after: (search: Search, place: EntryPlace) => Result<readonly FoundEntry[]>;
  readonly close: () => void;
};

/** `anew`: what somebody may have taken out of the index is found again. */
export function finderIn({ folder, tools }: Workplace, anew: boolean): Result<Finder> {
  const opened = openLedgerIndex(`${folder}/index.sqlite`, tools.disk, anew);
  if (!opened.ok) return opened;
  const index = opened.value;
  const entries = (found: Result<readonly EntryPlace[]>): Result<readonly FoundEntry[]> =>
    found.ok ? entriesAt(tools, found.value) : found;
  const fresh = <T>(look: () => Result<T>): Result<T> => {
    const updated = index.update();
    return updated.ok ? look() : updated;
  };
  return done({
    last: (search, most) => fresh(() => entries(oldestFirst(index, search, most))),
    after: (search, place) => fresh(() => entries(index.findAfter(search, place))),
    close: index.close,
  });
}

function oldestFirst(index: LedgerIndex, search: Search, most: number): Result<readonly EntryPlace[]> {
  const found = index.find(search, most);
  return found.ok ? done(found.value.toReversed()) : found;
}

/** What lies at a place is read again; what is no record there any more is passed over: `ledger verify` tells of it. */
function entriesAt({ disk }: Tools, places: readonly EntryPlace[]): Result<readonly FoundEntry[]> {
  const segments = segmentsThere(disk);
  if (!segments.ok) return segments;
  const active = segments.value.at(-1)?.segment ?? 1;
  const found: FoundEntry[] = [];
  for (const place of places) {
    const bytes = disk.read(segmentFile(place.segment, active), { from: place.start, bytes: place.end - place.start });
    if (!bytes.ok) return bytes;
    const [stretch] = stretchesIn(bytes.value);
    const json = stretch?.leaf === undefined ? undefined : readJson(asciiOf(bytes.value.subarray(stretch.leaf.start, stretch.leaf.end)));
    if (json?.ok === true && isMembers(json.value)) found.push({ place, entry: json.value });
  }
  return done(found);
}
