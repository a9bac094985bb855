/** `sheepdog uninstall`: takes the guard out of every agent's files and off this machine. */
import type { Command } from "commander";
import type { Scope } from "../../agents/agents.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { removeAll } from "../install/removal.ts";
import { scopeOption } from "./init.ts";

type Options = { readonly dryRun?: true; readonly purge?: true; readonly scope?: Scope };

export function addUninstall(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  program
    .command("uninstall")
    .description("bring back the files of every agent and remove the guard; the ledger stays")
    .option("--dry-run", "say what would be done, and change nothing")
    .option("--purge", "remove the ledger, too")
    .addOption(scopeOption("managed: what root put in place; else yours, in projects, too"))
    .action(({ dryRun, purge, scope = "user" }: Options) =>
      end(removeAll(desk, { dryRun: dryRun === true, purge: purge === true, scope })),
    );
}
