/** `sheepdog ledger prove INDEX`: a proof of one record that others can check with other tools. */
import type { Command } from "commander";
import { proofText, proveRecord } from "../../proof/ledger/ledger.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { checkingKey, type WhichLedger, workplace } from "../ledger/workplace.ts";

export function addLedgerProve(ledger: Command, desk: Desk, end: (code: ExitCode) => void): void {
  ledger
    .command("prove")
    .description("print a proof that a record is in the sealed ledger (C2SP tlog-proof)")
    .argument("<index>", "the record, counted from 0")
    .option("--folder <folder>", "the ledger, where it is not your own")
    .action((index: string, options: WhichLedger) => end(prove(desk, index, options)));
}

function prove(desk: Desk, index: string, which: WhichLedger): ExitCode {
  const place = workplace(desk, which);
  const key = checkingKey(place, undefined);
  if (!key.ok) return faulty(desk, key.fault);
  const proof = proveRecord(place.tools, key.value, /^\d+$/.test(index) ? Number(index) : -1);
  if (!proof.ok) return faulty(desk, proof.fault);
  desk.out(proofText(proof.value));
  return 0;
}
