/** `sheepdog tools list`: the programs that the guard knows, and what it knows of each. */
import type { Command } from "commander";
import { placed } from "../../guard/guard.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { toolsHere } from "../tools/tools-here.ts";
import { toolsText } from "../tools/tools-text.ts";

export function addToolsList(tools: Command, desk: Desk, end: (code: ExitCode) => void): void {
  tools
    .command("list")
    .description("list the programs that the guard knows, and what it knows of each; exits with 1 if a description does not load")
    .argument("[prefix]", "only those of this subject, or whose name begins so: `cloud`, `kube`")
    .option("--json", "print them as JSON")
    .action((prefix: string | undefined, options: { readonly json?: true }) => end(list(desk, prefix ?? "", options.json === true)));
}

function list(desk: Desk, prefix: string, isJson: boolean): ExitCode {
  const { tools, faults } = toolsHere(desk);
  const found = tools.filter(({ subject, names }) => subject === prefix || names.some((name) => name.startsWith(prefix)));
  desk.out(isJson ? `${JSON.stringify(found, null, 2)}\n` : toolsText(found));
  for (const fault of faults) desk.err(`sheepdog: ${placed(fault)}\n`);
  return faults.length === 0 ? 0 : 1;
}
