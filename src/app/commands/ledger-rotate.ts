/** `sheepdog ledger rotate`: puts the records aside, so that they can be given up later. */
import type { Command } from "commander";
import { now } from "../../hosts/node/node.ts";
import { rotate } from "../../proof/ledger/ledger.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { sealingText } from "../ledger/sealing-text.ts";
import { signingKey, type WhichLedger, workplace } from "../ledger/workplace.ts";

export function addLedgerRotate(ledger: Command, desk: Desk, end: (code: ExitCode) => void): void {
  ledger
    .command("rotate")
    .description("put the records aside in a segment of their own; hooks go on in a new file")
    .option("--folder <folder>", "the ledger, where it is not your own")
    .action((options: WhichLedger) => end(rotateNow(desk, options)));
}

function rotateNow(desk: Desk, which: WhichLedger): ExitCode {
  const place = workplace(desk, which);
  const rotation = place.locked(() => {
    const key = signingKey(place);
    return key.ok ? rotate(place.tools, key.value, now()) : key;
  });
  if (!rotation.ok) return faulty(desk, rotation.fault);
  desk.out(`segment ${rotation.value.segment} was put aside\n${sealingText(rotation.value.sealing)}\n`);
  return 0;
}
