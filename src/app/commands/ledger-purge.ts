/** `sheepdog ledger purge`: gives up what old records said. Their hashes stay, and so do proofs of everything else. */
import { type Command, InvalidArgumentError } from "commander";
import { entryItself, now } from "../../hosts/node/node.ts";
import { purge, segmentFile } from "../../proof/ledger/ledger.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { counted } from "../ledger/counted.ts";
import { leastKeptMs, retentionDays } from "../ledger/retention.ts";
import { signingKey, type WhichLedger, workplace } from "../ledger/workplace.ts";

type Options = WhichLedger & { readonly olderThan: number };

export function addLedgerPurge(ledger: Command, desk: Desk, end: (code: ExitCode) => void): void {
  ledger
    .command("purge")
    .description("give up what records said in segments that were put aside; their hashes stay")
    .option("--older-than <days>", "segments whose last record is older than this", daysFrom, retentionDays)
    .option("--folder <folder>", "the ledger, where it is not your own")
    .action((options: Options) => end(purgeNow(desk, options)));
}

function purgeNow(desk: Desk, options: Options): ExitCode {
  const place = workplace(desk, options);
  const at = now();
  const oldestKept = at - Math.max(options.olderThan * dayMs, leastKeptMs);
  const isOld = (segment: number): boolean => (entryItself(`${place.folder}/${segmentFile(segment, 0)}`)?.changedMs ?? at) < oldestKept;
  const purging = place.locked(() => {
    const key = signingKey(place);
    return key.ok ? purge(place.tools, key.value, { at, isOld }) : key;
  });
  if (!purging.ok) return faulty(desk, purging.fault);
  const { through, removed } = purging.value;
  desk.out(
    through === null && removed === 0
      ? "no segment is old enough\n"
      : `${counted(removed, "segment")} purged; the hashes of their records stay\n`,
  );
  return 0;
}

const dayMs = 86_400_000;

function daysFrom(text: string): number {
  const days = Number(text);
  if (!(days >= 0 && days <= 36_500)) throw new InvalidArgumentError("it is a number of days");
  return days;
}
