/** What a ledger needs from time to time: sealed, put aside when it is large or old, and given up when it was kept for long enough. */
import { readJson } from "../../base/json.ts";
import { asciiOf } from "../../base/bytes.ts";
import type { Instant } from "../../base/instant.ts";
import { isMembers } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import { entryItself } from "../../hosts/node/node.ts";
import { files, purge, rotate, seal, segmentFile, stretchesIn } from "../../proof/ledger/ledger.ts";
import { leastKeptMs } from "./retention.ts";
import { signingKey, type Workplace } from "./workplace.ts";

export type Rules = { readonly rotateBytes: number; readonly rotateMs: number; readonly keepMs: number };

/** `bytes`: how long the records were when it was done; nothing new has to be sealed while that stays so. */
export type Tended = { readonly leaves: number; readonly bytes: number; readonly rotated: boolean; readonly removed: number };

export function tendLedger(place: Workplace, rules: Rules, at: Instant): Result<Tended> {
  return place.locked(() => {
    const key = signingKey(place);
    if (!key.ok) return key;
    const due = isDue(place, rules, at);
    if (!due.ok) return due;
    const sealing = due.value ? rotate(place.tools, key.value, at) : seal(place.tools, key.value);
    if (!sealing.ok) return sealing;
    const purging = purge(place.tools, key.value, {
      at,
      isOld: (segment) => isOlder(place, segment, at - Math.max(rules.keepMs, leastKeptMs)),
    });
    if (!purging.ok) return purging;
    const bytes = recordedBytes(place);
    if (!bytes.ok) return bytes;
    const { checkpoint } = purging.value.sealing;
    return done({ leaves: checkpoint.size, bytes: bytes.value, rotated: due.value, removed: purging.value.removed });
  });
}

function recordedBytes({ tools }: Workplace): Result<number> {
  const size = tools.disk.size(files.records);
  return size.ok ? done(size.value ?? 0) : size;
}

/** Since its last record nothing was written to a segment that was put aside. */
function isOlder({ folder }: Workplace, segment: number, than: Instant): boolean {
  return (entryItself(`${folder}/${segmentFile(segment, 0)}`)?.changedMs ?? than) < than;
}

/** Records are as old as the first of them. */
function isDue(place: Workplace, { rotateBytes, rotateMs }: Rules, at: Instant): Result<boolean> {
  const bytes = recordedBytes(place);
  if (!bytes.ok || bytes.value === 0) return bytes.ok ? done(false) : bytes;
  if (bytes.value > rotateBytes) return done(true);
  const head = place.tools.disk.read(files.records, { from: 0, bytes: headBytes });
  if (!head.ok) return head;
  const begun = firstInstant(head.value);
  return done(begun !== undefined && at - begun > rotateMs);
}

const headBytes = 65_536;

function firstInstant(bytes: Uint8Array): Instant | undefined {
  for (const { leaf } of stretchesIn(bytes)) {
    const json = leaf === undefined ? undefined : readJson(asciiOf(bytes.subarray(leaf.start, leaf.end)));
    const at = json?.ok === true && isMembers(json.value) ? json.value["at"] : undefined;
    if (typeof at === "number") return at;
  }
  return undefined;
}
