/** `sheepdog ledger seal`: what hooks wrote since the last time becomes provable. */
import type { Command } from "commander";
import { checkpointLine, logKey, publicKeyText, seal } from "../../proof/ledger/ledger.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { sealingText } from "../ledger/sealing-text.ts";
import { signingKey, type WhichLedger, workplace } from "../ledger/workplace.ts";

export function addLedgerSeal(ledger: Command, desk: Desk, end: (code: ExitCode) => void): void {
  ledger
    .command("seal")
    .description("make everything that is on record provable, with a signed checkpoint")
    .option("--folder <folder>", "the ledger, where it is not your own")
    .action((options: WhichLedger) => end(sealNow(desk, options)));
}

function sealNow(desk: Desk, which: WhichLedger): ExitCode {
  const place = workplace(desk, which);
  const { notary } = place.tools;
  const isNew = !logKey(place.tools).ok;
  const sealing = place.locked(() => {
    const key = signingKey(place);
    if (key.ok && isNew) desk.out(`new ledger; whoever checks it needs its key: ${publicKeyText(notary, key.value)}\n`);
    return key.ok ? seal(place.tools, key.value) : key;
  });
  if (!sealing.ok) return faulty(desk, sealing.fault);
  desk.out(`${sealingText(sealing.value)}\n${checkpointLine(sealing.value.checkpoint)}\n`);
  return 0;
}
