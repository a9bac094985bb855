/** The records of a ledger against the leaves of its tree: which are still what was sealed, which are gone, and which were never sealed. */
import { asciiOf, sameBytes } from "../../base/bytes.ts";
import { readJson } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import { segmentFile } from "./files.ts";
import type { Finding } from "./finding.ts";
import type { Opened, Tools } from "./opening.ts";
import { type Extent, sealedEnd } from "./sealed.ts";
import { committed, type Stretch, stretchesIn } from "./stretches.ts";
import { type Hash, leafHash } from "./tree/hashes.ts";

export type Bodies = {
  readonly findings: readonly Finding[];
  /** Records that are what their hashes say, and torn stretches that are. */
  readonly records: number;
  readonly torn: number;
  /** Leaves whose bodies were purged. */
  readonly purged: number;
};

type Tally = { findings: Finding[]; records: number; torn: number; purged: number; purgeOnRecord: number };

type Comparing = { readonly tools: Tools; readonly opened: Opened; readonly leafAt: (index: number) => Hash; readonly tally: Tally };

/** `leafAt` is the stored hash of a leaf, which was checked before. */
export function comparedBodies(tools: Tools, opened: Opened, leafAt: (index: number) => Hash): Result<Bodies> {
  const tally: Tally = { findings: [], records: 0, torn: 0, purged: 0, purgeOnRecord: 0 };
  for (const extent of opened.sealed.extents) {
    const compared = compareExtent({ tools, opened, leafAt, tally }, extent);
    if (!compared.ok) return compared;
  }
  if (tally.purged > tally.purgeOnRecord) {
    const what = `the bodies of ${tally.purged} records are gone, and by the log's own records ${tally.purgeOnRecord} were purged`;
    tally.findings.push({ code: "unrecorded-purge", what });
  }
  return done(tally);
}

function compareExtent(comparing: Comparing, extent: Extent): Result<void> {
  const { tools, opened, tally } = comparing;
  const { segment, first, count, start, end } = extent;
  const name = segmentFile(segment, opened.active);
  const size = tools.disk.size(name);
  if (!size.ok) return size;
  if (size.value === null && segment <= opened.sealed.purged) tally.purged += count;
  else if (size.value === null)
    tally.findings.push({ code: "missing", what: `\`${name}\` is gone, with records ${first} to ${first + count - 1}` });
  else if (size.value < end) {
    tally.findings.push({ code: "cut", what: `\`${name}\` has ${size.value} bytes, and ${end} were sealed: its end is gone` });
  } else {
    const bytes = tools.disk.read(name, { from: start, bytes: end - start });
    if (!bytes.ok) return bytes;
    compareBytes(comparing, { extent, name, bytes: bytes.value });
  }
  return done(undefined);
}

type Part = { readonly extent: Extent; readonly name: string; readonly bytes: Uint8Array };

/** Tells of the first difference: what stands behind it has moved, or says nothing new. */
function compareBytes({ tools, leafAt, tally }: Comparing, { extent, name, bytes }: Part): void {
  const stretches = stretchesIn(bytes);
  for (let at = 0; at < extent.count; at += 1) {
    const stretch = stretches[at];
    const index = extent.first + at;
    if (stretch === undefined || !sameBytes(leafHash(tools.notary.digest, committed(bytes, stretch)), leafAt(index))) {
      const place = extent.start + (stretch?.start ?? bytes.length);
      tally.findings.push({ code: "changed", what: `record ${index}, at byte ${place} of \`${name}\`, is not what was sealed` });
      return;
    }
    countIn(tally, bytes, stretch);
  }
  if (stretches.length > extent.count) {
    tally.findings.push({ code: "changed", what: `\`${name}\` has records in its sealed part that were never sealed` });
  }
}

function countIn(tally: Tally, bytes: Uint8Array, { leaf }: Stretch): void {
  if (leaf === undefined) {
    tally.torn += 1;
    return;
  }
  tally.records += 1;
  if (leaf.end - leaf.start > mostUpkeepBytes) return;
  const entry = readJson(asciiOf(bytes.subarray(leaf.start, leaf.end)));
  if (!entry.ok || !isMembers(entry.value) || entry.value["is"] !== "upkeep" || entry.value["did"] !== "purge") return;
  tally.purgeOnRecord = Math.max(tally.purgeOnRecord, Number(entry.value["bodiless"]));
}

/** Such entries are short: a longer leaf need not be read. */
const mostUpkeepBytes = 160;

/** What is there and not sealed yet. */
export type Unsealed = { readonly records: number; readonly torn: number; readonly unfinished: number };

export function unsealedIn({ disk }: Tools, { sealed, active }: Opened): Result<Unsealed> {
  const unsealed = { records: 0, torn: 0, unfinished: 0 };
  for (let segment = sealed.purged + 1; segment <= active; segment += 1) {
    const name = segmentFile(segment, active);
    const size = disk.size(name);
    if (!size.ok) return size;
    const from = sealedEnd(sealed, segment);
    if (size.value === null || size.value <= from) continue;
    const bytes = disk.read(name, { from, bytes: size.value - from });
    if (!bytes.ok) return bytes;
    const stretches = stretchesIn(bytes.value);
    const last = stretches.at(-1);
    const open = last !== undefined && last.leaf === undefined ? last : undefined;
    const whole = stretches.filter(({ leaf }) => leaf !== undefined).length;
    unsealed.records += whole;
    unsealed.torn += stretches.length - whole - (open === undefined ? 0 : 1);
    unsealed.unfinished += open === undefined ? 0 : open.end - open.start;
  }
  return done(unsealed);
}
