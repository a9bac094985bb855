/** `sheepdog run AGENT …`: starts an agent so that no repository can take the guard away. */
import type { Command } from "commander";
import type { Desk } from "../desk.ts";
import { launchAgent } from "../install/launching.ts";

export function addRun(program: Command, desk: Desk, end: (code: number) => void): void {
  program
    .command("run")
    .description("start an agent so that no repository can take the guard away; its own words follow its name")
    .argument("<agent>", "the agent, by its name here")
    .argument("[words...]", "what the agent itself is told")
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (agent: string, words: readonly string[]) => end(await launchAgent(desk, agent, words)));
}
