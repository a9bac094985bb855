/** `sheepdog hook AGENT`: one envelope in, one answer out, as an agent would call it. */
import type { Command } from "commander";
import { runAttached } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { faulty } from "../faulty.ts";

export function addHook(program: Command, desk: Desk, end: (code: number) => void): void {
  program
    .command("hook")
    .description("answer one envelope of an agent; agents call the guard itself, this is for trying it")
    .argument("<agent>", "the agent whose envelope comes in")
    .option("--root <folder>", "the guard's own folder")
    .action(async (agent: string, options: { readonly root?: string }) => {
      const root = options.root === undefined ? [] : ["--root", options.root];
      const ended = await runAttached(desk.guard, ["hook", agent, ...root]);
      end(ended.ok ? ended.value : faulty(desk, ended.fault));
    });
}
