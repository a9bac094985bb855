/** `sheepdog tools show NAME`: all that the guard knows of one program. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { rulesHere } from "../policy/rules-here.ts";
import { toolsHere } from "../tools/tools-here.ts";
import { toolText } from "../tools/tools-text.ts";

export function addToolsShow(tools: Command, desk: Desk, end: (code: ExitCode) => void): void {
  tools
    .command("show")
    .description("show what the guard knows of a program, and which rules name it in their examples")
    .argument("<name>", "the program, such as `kubectl`")
    .option("--json", "print it as JSON")
    .action((name: string, options: { readonly json?: true }) => end(show(desk, name, options.json === true)));
}

/** A description stands beside what the guard knows by itself, and takes nothing away. */
function show(desk: Desk, name: string, isJson: boolean): ExitCode {
  const found = toolsHere(desk).tools.filter(({ names }) => names.includes(name));
  const todo = "it may run, and its readable arguments are judged; `sheepdog explain` shows how";
  if (found.length === 0) return faulty(desk, { code: "tools.unknown", what: `the guard does not know \`${name}\``, todo });
  const rules = rulesHere(desk);
  if (!rules.ok) return faulty(desk, rules.fault);
  const names = found.flatMap((tool) => tool.names);
  const about = rules.value.filter(({ hits }) => hits.some((hit) => hit.split(/[\s;|&(]+/).some((word) => names.includes(word))));
  if (isJson) desk.out(`${JSON.stringify({ known: found, rules: about.map(({ id, now, layer }) => ({ id, now, layer })) }, null, 2)}\n`);
  else desk.out(found.map((tool) => toolText(tool, about)).join("\n"));
  return 0;
}
