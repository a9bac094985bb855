/** `sheepdog uninstall`: takes the guard out of every agent's settings and off this machine. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { removeAll } from "../install/removal.ts";

type Options = { readonly dryRun?: true; readonly purge?: true };

export function addUninstall(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  program
    .command("uninstall")
    .description("bring back the settings of every agent and remove the guard; the ledger stays")
    .option("--dry-run", "say what would be done, and change nothing")
    .option("--purge", "remove the ledger, too")
    .action((options: Options) => end(removeAll(desk, { dryRun: options.dryRun === true, purge: options.purge === true })));
}
