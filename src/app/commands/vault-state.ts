/** `sheepdog vault list` and `check`: what a vault says of itself, without any value. */
import { type Command, InvalidArgumentError } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { listed, listingVersion, stateOf } from "../vault/listing.ts";
import { openVault } from "../vault/opening.ts";
import type { Unlocking } from "../vault/unlocking.ts";
import { type End, opened } from "./vault-options.ts";

type Options = Unlocking & { readonly category?: string; readonly json?: true; readonly atLeast?: number };

export function addVaultState(vault: Command, desk: Desk, end: End): void {
  opened(vault.command("list").description("say what the vault holds; no value and no part of one"))
    .option("--category <word>", "these only")
    .option("--json", "print it as JSON")
    .action(async (options: Options) => end(await list(desk, options)));
  opened(vault.command("check").description("open the vault, and say whether it is whole and what opens it"))
    .option("--at-least <generation>", "find fault with a vault older than this", count)
    .option("--json", "print it as JSON")
    .action(async (options: Options) => end(await check(desk, options)));
}

async function list(desk: Desk, options: Options): Promise<ExitCode> {
  const open = await openVault(desk, options);
  if (!open.ok) return faulty(desk, open.fault);
  const entries = listed(open.value.contents, options.category);
  if (options.json === true) desk.out(`${JSON.stringify({ version: listingVersion, entries }, null, 2)}\n`);
  else
    for (const { name, category, changedAt, note } of entries)
      desk.out(`${category.padEnd(10)}${changedAt.slice(0, 10)}  ${name}${note === "" ? "" : `  ${note}`}\n`);
  return 0;
}

async function check(desk: Desk, options: Options): Promise<ExitCode> {
  const open = await openVault(desk, options);
  if (!open.ok) return faulty(desk, open.fault);
  const state = { ...stateOf(open.value.sealed), entries: listed(open.value.contents).length };
  const isOld = options.atLeast !== undefined && state.generation < options.atLeast;
  if (options.json === true) desk.out(`${JSON.stringify({ version: listingVersion, ...state, old: isOld }, null, 2)}\n`);
  else pageOf(desk).line("vault", `whole; generation ${state.generation}, ${state.entries} entries, ${state.vault}`);
  if (options.json !== true)
    for (const { way, label, id } of open.value.sealed.head.slots) pageOf(desk).line("opens by", `${way} (${label}), ${id}`);
  if (isOld) desk.err(`sheepdog: this is an older vault: generation ${options.atLeast} was seen before; put back the newer file\n`);
  return isOld ? 1 : 0;
}

function count(word: string): number {
  if (!/^\d{1,15}$/.test(word)) throw new InvalidArgumentError("it is a number");
  return Number(word);
}
