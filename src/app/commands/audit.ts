/** `sheepdog audit [PATH]`: which policies count here, what they add, and what of them is ignored. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { chainHere } from "../policy/chain-here.ts";
import { auditText } from "../policy/chain-text.ts";

type Options = { readonly json?: true; readonly all?: true };

export function addAudit(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  program
    .command("audit")
    .description("say which policies count in a folder, with every rule's file and line; exits with 1 if one of them is broken")
    .argument("[folder]", "where (default: here)")
    .option("--all", "list the bundled rules, too")
    .option("--json", "print everything as JSON")
    .action((folder: string | undefined, options: Options) => end(audit(desk, folder, options)));
}

function audit(desk: Desk, folder: string | undefined, options: Options): ExitCode {
  const chain = chainHere(desk, folder);
  if (!chain.ok) return faulty(desk, chain.fault);
  const all = options.all === true;
  const told = chain.value.map((link) => ({ ...link, text: undefined }));
  if (options.json === true) desk.out(`${JSON.stringify(told, null, 2)}\n`);
  else desk.out(auditText(chain.value, { home: desk.around.home, all }));
  return chain.value.some(({ state }) => state === "broken") ? 1 : 0;
}
