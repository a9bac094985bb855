/** `sheepdog policy list`: the files that count here, the outermost layer first. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { chainHere } from "../policy/chain-here.ts";
import { listText } from "../policy/chain-text.ts";

export function addPolicyList(policy: Command, desk: Desk, end: (code: ExitCode) => void): void {
  policy
    .command("list")
    .description("list the files that count here; `sheepdog audit` lists their rules")
    .argument("[folder]", "where (default: here)")
    .option("--json", "print them as JSON")
    .action((folder: string | undefined, options: { readonly json?: true }) => end(list(desk, folder, options.json === true)));
}

function list(desk: Desk, folder: string | undefined, isJson: boolean): ExitCode {
  const chain = chainHere(desk, folder);
  if (!chain.ok) return faulty(desk, chain.fault);
  const short = chain.value.map(({ layer, file, vocabulary, state, rules, overrides, isTrusted }) => ({
    layer,
    file,
    vocabulary,
    state,
    rules: rules.length,
    overrides: overrides.length,
    isTrusted,
  }));
  desk.out(isJson ? `${JSON.stringify(short, null, 2)}\n` : listText(chain.value, desk.around.home));
  return 0;
}
