/** `sheepdog ledger show [INDEX]`: what is sealed, or one record of it. */
import type { Command } from "commander";
import { asciiOf } from "../../base/bytes.ts";
import { checkpointLine, type Opened, openLedger, publicKeyText, recordAt } from "../../proof/ledger/ledger.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { counted } from "../ledger/counted.ts";
import { checkingKey, type WhichLedger, type Workplace, workplace } from "../ledger/workplace.ts";

type Options = WhichLedger & { readonly leaf?: true };

export function addLedgerShow(ledger: Command, desk: Desk, end: (code: ExitCode) => void): void {
  ledger
    .command("show")
    .description("show what is sealed, or one record of it")
    .argument("[index]", "the record, counted from 0")
    .option("--leaf", "print the bytes that the proof of it is about, and nothing else")
    .option("--folder <folder>", "the ledger, where it is not your own")
    .action((index: string | undefined, options: Options) => end(show(desk, index, options)));
}

function show(desk: Desk, index: string | undefined, options: Options): ExitCode {
  const place = workplace(desk, options);
  const key = checkingKey(place, undefined);
  if (!key.ok) return faulty(desk, key.fault);
  const opened = openLedger(place.tools, key.value);
  if (!opened.ok) return faulty(desk, opened.fault);
  if (index !== undefined) return showRecord(desk, { place, opened: opened.value, index, leafAlone: options.leaf === true });
  const { checkpoint, sealed, active } = opened.value;
  const aside = active - 1 - sealed.purged;
  desk.out(
    [
      `key         ${publicKeyText(place.tools.notary, key.value)}`,
      `checkpoint  ${checkpoint === undefined ? "none yet" : checkpointLine(checkpoint)}`,
      `segments    ${aside} put aside, ${sealed.purged} purged, and \`records\`, where hooks write`,
      `sealed      ${counted(sealed.size, "record")}`,
      "",
    ].join("\n"),
  );
  return 0;
}

type Asked = { readonly place: Workplace; readonly opened: Opened; readonly index: string; readonly leafAlone: boolean };

function showRecord(desk: Desk, { place, opened, index, leafAlone }: Asked): ExitCode {
  const found = recordAt(place.tools, opened, /^\d+$/.test(index) ? Number(index) : -1);
  if (!found.ok) return faulty(desk, found.fault);
  const { leaf, isTorn, file, place: byte } = found.value;
  if (leafAlone) desk.out(asciiOf(leaf));
  else if (isTorn) desk.out(`record ${index} is torn: ${counted(leaf.length, "byte")} at byte ${byte} of \`${file}\`\n`);
  else desk.out(`record ${index}, at byte ${byte} of \`${file}\`\n${JSON.stringify(JSON.parse(asciiOf(leaf)), null, 2)}\n`);
  return 0;
}
