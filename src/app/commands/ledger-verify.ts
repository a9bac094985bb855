/** `sheepdog ledger verify`: is everything still what was sealed, and what witnesses saw? */
import type { Command } from "commander";
import type { Result } from "../../base/result.ts";
import { verify, type Verified } from "../../proof/ledger/ledger.ts";
import { collected } from "../rego/opening.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { keptCheckpoints, type Kept } from "../ledger/kept.ts";
import { verifiedText } from "../ledger/verified-text.ts";
import { checkingKey, type WhichLedger, type Workplace, workplace } from "../ledger/workplace.ts";

type Options = WhichLedger & Kept & { readonly key?: string; readonly json?: true };

export function addLedgerVerify(ledger: Command, desk: Desk, end: (code: ExitCode) => void): void {
  ledger
    .command("verify")
    .description("say whether everything on record is what was sealed and witnessed; exits with 1 where it is not")
    .option("--line <line>", "a line that `ledger witness line` printed; may be given again", collected, [])
    .option("--checkpoint <file>", "a checkpoint that somebody keeps; may be given again", collected, [])
    .option("--key <key>", "the ledger's public key, where you do not trust the one that lies in it")
    .option("--folder <folder>", "the ledger, where it is not your own")
    .option("--json", "print what was found as JSON")
    .action((options: Options) => end(verifyAll(desk, options)));
}

function verifyAll(desk: Desk, options: Options): ExitCode {
  const place = workplace(desk, options);
  const key = checkingKey(place, options.key);
  if (!key.ok) return faulty(desk, key.fault);
  const kept = keptCheckpoints(desk, { place, key: key.value }, options);
  if (!kept.ok) return faulty(desk, kept.fault);
  const verified = verifiedCalmly(place, () => verify(place.tools, key.value, kept.value.all));
  if (!verified.ok) return faulty(desk, verified.fault);
  const { findings, records, torn, purged, unsealed, compared, checkpoint } = verified.value;
  const size = checkpoint?.size ?? 0;
  if (options.json === true) desk.out(`${JSON.stringify({ size, findings, records, torn, purged, unsealed, compared }, null, 2)}\n`);
  else desk.out(verifiedText(verified.value, kept.value));
  return findings.length === 0 ? 0 : 1;
}

/** Somebody who seals or rotates in the middle of it would look like damage: what was found is looked at again while nobody does. */
function verifiedCalmly({ locked }: Workplace, look: () => Result<Verified>): Result<Verified> {
  const first = look();
  if (first.ok && first.value.findings.length === 0) return first;
  const again = locked(look);
  // A copy that may only be read cannot be locked, and nobody changes it.
  return again.ok ? again : first;
}
