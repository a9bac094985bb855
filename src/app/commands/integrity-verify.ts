/** `sheepdog integrity verify` and `diff`: what is another than it was signed. */
import type { Command } from "commander";
import { sentenceOf } from "../../base/fault.ts";
import { absolutePath, isAtOrBelow } from "../../base/path.ts";
import type { Result } from "../../base/result.ts";
import type { FileChange } from "../../proof/integrity/integrity.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { integrityFiles } from "../integrity/integrity-files.ts";
import { reportOf, showVerified } from "../integrity/report.ts";
import { diffOf } from "../integrity/telling.ts";
import { type Verified, verifyIntegrity } from "../integrity/verification.ts";
import type { End } from "./vault-options.ts";

type Options = { readonly json?: true };

export function addIntegrityVerify(integrity: Command, desk: Desk, end: End): void {
  integrity
    .command("verify")
    .description("say what is another than it was signed; exits with 1 if anything is")
    .option("--json", "print it as JSON")
    .action((options: Options) => end(verify(desk, options)));
  integrity
    .command("diff")
    .description("show the lines that are others than they were signed, without secrets")
    .argument("[paths...]", "these alone, with all below them")
    .action((paths: readonly string[]) => end(diff(desk, paths)));
}

function verify(desk: Desk, { json }: Options): ExitCode {
  const verified = verifyIntegrity(desk.around);
  if (!verified.ok) return faulty(desk, verified.fault);
  if (json === true) desk.out(`${JSON.stringify(reportOf(verified.value), null, 2)}\n`);
  else showVerified(desk, verified.value);
  return isClean(verified.value) ? 0 : 1;
}

function isClean({ verification }: Verified): boolean {
  return verification.is === "read" && verification.changes.length === 0;
}

function diff(desk: Desk, paths: readonly string[]): ExitCode {
  const changes = changesIn(desk, verifyIntegrity(desk.around), paths);
  if (changes === undefined) return 2;
  const { store } = integrityFiles(desk.around);
  for (const change of changes) desk.out(diffOf(change, store));
  return changes.length === 0 ? 0 : 1;
}

function changesIn(desk: Desk, verified: Result<Verified>, paths: readonly string[]): readonly FileChange[] | undefined {
  const fault = verified.ok ? (verified.value.verification.is === "void" ? verified.value.verification.fault : undefined) : verified.fault;
  if (fault !== undefined) desk.err(`sheepdog: ${sentenceOf(fault)}\n`);
  if (!verified.ok || verified.value.verification.is === "void") return undefined;
  const wanted = paths.map((path) => absolutePath(path, desk.around.cwd));
  return verified.value.verification.changes.filter(({ path }) => wanted.length === 0 || wanted.some((one) => isAtOrBelow(path, one)));
}
