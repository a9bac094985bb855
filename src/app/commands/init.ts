/** `sheepdog init`: puts the guard in front of every agent on this machine, and proves that it blocks. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { initialise } from "../install/initialising.ts";

type Options = { readonly dryRun?: true; readonly agent?: string };

export function addInit(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  program
    .command("init")
    .description("put the guard in front of the agents on this machine, and prove that it blocks")
    .option("--dry-run", "say what would be done, and change nothing")
    .option("--agent <name>", "this agent only")
    .action(async (options: Options) => end(await initialise(desk, { dryRun: options.dryRun === true, agent: options.agent })));
}
