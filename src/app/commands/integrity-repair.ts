/** `sheepdog integrity restore` and `quarantine`: no to what changed. */
import type { Command } from "commander";
import { absolutePath, isAtOrBelow } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { FileChange } from "../../proof/integrity/integrity.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { integrityFiles } from "../integrity/integrity-files.ts";
import { giveBack, quarantine, quarantined, restoreChange } from "../integrity/repairing.ts";
import { verifyIntegrity } from "../integrity/verification.ts";
import type { End } from "./vault-options.ts";

type Options = { readonly all?: true; readonly list?: true; readonly giveBack?: string };

export function addIntegrityRepair(integrity: Command, desk: Desk, end: End): void {
  integrity
    .command("restore")
    .description("put files back as they were signed; what stands there now goes into quarantine")
    .argument("[paths...]")
    .option("--all", "all that were signed and are others now")
    .action((paths: readonly string[], options: Options) =>
      end(repair(desk, chosen(desk, paths, options), (change) => restoreChange(change, integrityFiles(desk.around)))),
    );
  integrity
    .command("quarantine")
    .description("take changed or new files out of the way; nothing of them is lost")
    .argument("[paths...]")
    .option("--list", "say what is in quarantine")
    .option("--give-back <id>", "put one back where it was")
    .action((paths: readonly string[], options: Options) => end(isolate(desk, paths, options)));
}

function isolate(desk: Desk, paths: readonly string[], options: Options): ExitCode {
  const files = integrityFiles(desk.around);
  if (options.giveBack !== undefined) return ended(desk, giveBack(options.giveBack, files));
  if (options.list !== true) return repair(desk, chosen(desk, paths, options), ({ path }) => quarantine(path, files));
  const known = quarantined(files);
  if (!known.ok) return faulty(desk, known.fault);
  for (const { id, path, at } of known.value) desk.out(`${id}  ${at}  ${pageOf(desk).path(path)}\n`);
  return 0;
}

/** Only what the list says has changed: a slip of the hand takes nothing away that is as it should be. */
function chosen(desk: Desk, paths: readonly string[], { all }: Options): Result<readonly FileChange[]> {
  const verified = verifyIntegrity(desk.around);
  if (!verified.ok) return verified;
  const { verification } = verified.value;
  if (verification.is === "void") return fail(verification.fault);
  if (all === true) return done(verification.changes.filter(({ is }) => is !== "added" && is !== "unreadable"));
  const wanted = paths.map((path) => absolutePath(path, desk.around.cwd));
  const changes = verification.changes.filter(({ path }) => wanted.some((one) => isAtOrBelow(path, one)));
  return changes.length > 0
    ? done(changes)
    : fail({
        code: "integrity.unchanged",
        what: "nothing that was named is another than it was signed",
        follows: "nothing was changed",
        todo: "`sheepdog integrity verify` shows what is",
      });
}

function repair(desk: Desk, changes: Result<readonly FileChange[]>, step: (change: FileChange) => Result<string>): ExitCode {
  if (!changes.ok) return faulty(desk, changes.fault);
  return changes.value.map((change) => ended(desk, step(change))).some((code) => code !== 0) ? 2 : 0;
}

function ended(desk: Desk, result: Result<string>): ExitCode {
  if (!result.ok) return faulty(desk, result.fault);
  desk.out(`${pageOf(desk).path(result.value)}\n`);
  return 0;
}
