/** `sheepdog ledger check PROOF`: checks a proof that somebody handed you, without their ledger. */
import type { Command } from "commander";
import { absolutePath } from "../../base/path.ts";
import { done, type Result } from "../../base/result.ts";
import { nodeNotary, readTextFile } from "../../hosts/node/node.ts";
import { bytesOfAscii } from "../../base/bytes.ts";
import { checkProof, type PublicKey, readProofText, readPublicKey, type Stated, type WrittenProof } from "../../proof/ledger/ledger.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";

type Options = { readonly record: string; readonly key: string };

export function addLedgerCheck(ledger: Command, desk: Desk, end: (code: ExitCode) => void): void {
  ledger
    .command("check")
    .description("check a proof that somebody handed you; exits with 1 where it proves nothing")
    .argument("<proof>", "the file that `ledger prove` printed")
    .requiredOption("--record <file>", "the record's own bytes, as `ledger show INDEX --leaf` prints them")
    .requiredOption("--key <key>", "the public key of the ledger that it is from")
    .action((file: string, options: Options) => end(check(desk, file, options)));
}

function check(desk: Desk, file: string, options: Options): ExitCode {
  const inputs = inputsOf(desk, file, options);
  if (!inputs.ok) return faulty(desk, inputs.fault);
  const { written, leaf, key } = inputs.value;
  const checked: Result<Stated> = checkProof(nodeNotary, { written, leaf }, key);
  if (!checked.ok) {
    desk.out(`not proved: ${checked.fault.what}\n`);
    return 1;
  }
  desk.out(`proved: this is record ${written.index} of \`${key.name}\`, which held ${checked.value.size} records then\n`);
  return 0;
}

type Inputs = { readonly written: WrittenProof; readonly leaf: Uint8Array; readonly key: PublicKey };

function inputsOf(desk: Desk, file: string, options: Options): Result<Inputs> {
  const text = readTextFile(absolutePath(file, desk.around.cwd));
  if (!text.ok) return text;
  const written = readProofText(text.value);
  if (!written.ok) return written;
  const record = readTextFile(absolutePath(options.record, desk.around.cwd));
  if (!record.ok) return record;
  const key = readPublicKey(nodeNotary, options.key);
  return key.ok ? done({ written: written.value, leaf: bytesOfAscii(record.value), key: key.value }) : key;
}
