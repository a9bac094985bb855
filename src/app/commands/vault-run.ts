/** `sheepdog vault run -- CMD`: secrets for one process, in its environment and nowhere else. */
import type { Command } from "commander";
import { runAttached } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { type Choice, chosenVariables } from "../vault/chosen-variables.ts";
import { openVault } from "../vault/opening.ts";
import type { Unlocking } from "../vault/unlocking.ts";
import { opened } from "./vault-options.ts";

type Options = Unlocking & Choice;

export function addVaultRun(vault: Command, desk: Desk, end: (code: number) => void): void {
  opened(
    vault.command("run").description("start a program with these secrets in its environment: sheepdog vault run --with NAME -- PROGRAM …"),
  )
    .option("--with <name...>", "these")
    .option("--category <word>", "all of this category")
    .option("--all", "all whose names can be variables")
    .argument("<words...>", "the program and its own words, behind `--`")
    .action(async (words: readonly string[], options: Options) => end(await runWith(desk, words, options)));
}

async function runWith(desk: Desk, [program = "", ...args]: readonly string[], options: Options): Promise<number> {
  const open = await openVault(desk, options);
  const variables = open.ok ? chosenVariables(open.value.contents, options) : open;
  if (!variables.ok) return faulty(desk, variables.fault);
  const ended = await runAttached(program, args, Object.fromEntries(variables.value));
  return ended.ok ? ended.value : faulty(desk, ended.fault);
}
