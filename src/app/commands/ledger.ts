/** `sheepdog ledger`: seals what hooks wrote down, proves it, and keeps it small. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { addLedgerCheck } from "./ledger-check.ts";
import { addLedgerProve } from "./ledger-prove.ts";
import { addLedgerPurge } from "./ledger-purge.ts";
import { addLedgerRotate } from "./ledger-rotate.ts";
import { addLedgerSeal } from "./ledger-seal.ts";
import { addLedgerShow } from "./ledger-show.ts";
import { addLedgerVerify } from "./ledger-verify.ts";
import { addLedgerWitness } from "./ledger-witness.ts";

export function addLedger(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  const ledger = program.command("ledger").description("seal, verify and prove what is on record");
  const parts = [
    addLedgerSeal,
    addLedgerVerify,
    addLedgerProve,
    addLedgerCheck,
    addLedgerShow,
    addLedgerWitness,
    addLedgerRotate,
    addLedgerPurge,
  ];
  for (const add of parts) add(ledger, desk, end);
}
