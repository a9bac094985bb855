/** `sheepdog ledger witness`: somebody else remembers how far the ledger had grown, so that nobody can take it back unseen. */
import { type Command, InvalidArgumentError } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import {
  addCountersigned,
  countersignRequest,
  initWitness,
  type NewWitness,
  printLine,
  printRequest,
  type Signing,
  trust,
} from "../ledger/witness-desk.ts";
import type { WhichLedger } from "../ledger/workplace.ts";

type End = (code: ExitCode) => void;

export function addLedgerWitness(ledger: Command, desk: Desk, end: End): void {
  const witness = ledger.command("witness").description("let somebody else remember how far the ledger had grown");
  addForLog(witness, desk, end);
  addForWitness(witness, desk, end);
}

/** Where the ledger is. */
function addForLog(witness: Command, desk: Desk, end: End): void {
  witness
    .command("line")
    .description("print the line that a person can keep; `ledger verify --line` compares it")
    .option("--folder <folder>", "the ledger, where it is not your own")
    .action((options: WhichLedger) => end(printLine(desk, options)));
  witness
    .command("trust")
    .description("trust a witness: `ledger witness add` keeps what it countersigned")
    .argument("<key>", "the key that `ledger witness init` printed")
    .option("--folder <folder>", "the ledger, where it is not your own")
    .action((key: string, options: WhichLedger) => end(trust(desk, key, options)));
  witness
    .command("request")
    .description("print the checkpoint, and the proof that it only grew, for a witness to read")
    .option("--old <size>", "how many records the witness has seen; by default what it countersigned last", sizeFrom)
    .option("--folder <folder>", "the ledger, where it is not your own")
    .action((options: WhichLedger & { readonly old?: number }) => end(printRequest(desk, options)));
  witness
    .command("add")
    .description("read a countersigned checkpoint from a witness, and keep it")
    .option("--folder <folder>", "the ledger, where it is not your own")
    .action((options: WhichLedger) => end(addCountersigned(desk, options)));
}

/** Where the witness is: another user or another machine. */
function addForWitness(witness: Command, desk: Desk, end: End): void {
  witness
    .command("init")
    .description("become a witness; do this as another user or on another machine than the agents'")
    .requiredOption("--state <file>", "where the witness keeps its key and what it has seen")
    .requiredOption("--name <name>", "what it is called, such as `example.org/witness`")
    .action((options: NewWitness) => end(initWitness(desk, options)));
  witness
    .command("sign")
    .description("read a request, and countersign it if the log only grew since the last one")
    .requiredOption("--state <file>", "where the witness keeps its key and what it has seen")
    .option("--log <key>", "the key of a log that this witness has not seen before")
    .action((options: Signing) => end(countersignRequest(desk, options)));
}

function sizeFrom(text: string): number {
  if (!/^(?:0|[1-9]\d{0,14})$/.test(text)) throw new InvalidArgumentError("it is a number of records");
  return Number(text);
}
