/** `sheepdog vault get` and `export`: the values that a vault gives out. */
import type { Command } from "commander";
import { decodeUtf8 } from "../../base/decode-utf8.ts";
import { base64Of } from "../../base/base64.ts";
import { isTerminal } from "../../hosts/node/node.ts";
import { absent, checkedName, entryNamed, exportLine } from "../../proof/vault/vault.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { type Choice, chosenVariables } from "../vault/chosen-variables.ts";
import { openVault } from "../vault/opening.ts";
import type { Unlocking } from "../vault/unlocking.ts";
import { type End, opened } from "./vault-options.ts";

type Options = Unlocking &
  Choice & { readonly base64?: true; readonly previous?: true; readonly show?: true; readonly json?: true; readonly atLeast?: number };

export function addVaultReads(vault: Command, desk: Desk, end: End): void {
  opened(vault.command("get").description("print one value and nothing else"))
    .argument("<name>")
    .option("--base64", "print it in base 64, as values have to be that are no text")
    .option("--previous", "the value before the last rotation")
    .option("--show", "print it at a terminal, too")
    .action(async (name: string, options: Options) => end(await get(desk, name, options)));
  opened(vault.command("export").description("print values as lines that a shell takes as they are"))
    .option("--with <name...>", "these")
    .option("--category <word>", "all of this category")
    .option("--all", "all whose names can be variables")
    .option("--show", "print them at a terminal, too")
    .action(async (options: Options) => end(await exportAll(desk, options)));
}

async function get(desk: Desk, name: string, options: Options): Promise<ExitCode> {
  const fit = checkedName(name);
  const open = fit.ok ? await openVault(desk, options) : fit;
  if (!open.ok) return faulty(desk, open.fault);
  const entry = entryNamed(open.value.contents, name);
  const value = options.previous === true ? entry?.previous : entry?.value;
  if (value === undefined || value === null) return faulty(desk, absent(options.previous === true ? `${name} --previous` : name).fault);
  const text = decodeUtf8(value);
  if (options.base64 !== true && text.includes("�"))
    return faulty(desk, { code: "vault.binary", what: `\`${name}\` is no text`, todo: "use `--base64`" });
  return printed(desk, options, options.base64 === true ? base64Of(value) : text);
}

async function exportAll(desk: Desk, options: Options): Promise<ExitCode> {
  const open = await openVault(desk, options);
  const variables = open.ok ? chosenVariables(open.value.contents, options) : open;
  if (!variables.ok) return faulty(desk, variables.fault);
  return printed(desk, options, variables.value.map(([name, value]) => exportLine(name, value)).join(""));
}

/** What stands on a screen is seen, scrolled back to and copied. */
function printed(desk: Desk, { show }: Options, text: string): ExitCode {
  if (isTerminal(1) && show !== true)
    return faulty(desk, { code: "vault.terminal", what: "this would show secrets on the screen", todo: "pipe it on, or say `--show`" });
  desk.out(text);
  return 0;
}
