/** `sheepdog init`: puts the guard in front of every agent on this machine, and proves that it blocks. */
import { type Command, Option } from "commander";
import type { Scope } from "../../agents/agents.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { initialise } from "../install/initialising.ts";

type Options = { readonly dryRun?: true; readonly agent?: string; readonly scope?: Scope };

export function addInit(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  program
    .command("init")
    .description("put the guard in front of the agents on this machine, and prove that it blocks")
    .option("--dry-run", "say what would be done, and change nothing")
    .option("--agent <name>", "this agent only")
    .addOption(scopeOption("managed: root's, for everybody here; user: yours; project: this folder's"))
    .action(async ({ dryRun, agent, scope }: Options) => end(await initialise(desk, { dryRun: dryRun === true, agent, scope })));
}

/** `init` and `uninstall` mean the same places by it. */
export function scopeOption(description: string): Option {
  return new Option("--scope <scope>", description).choices(["managed", "user", "project"]);
}
