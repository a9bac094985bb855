/** `sheepdog vault put`, `rotate` and `remove`: what changes the entries of a vault. */
import { type Command, InvalidArgumentError } from "commander";
import { tokenCategories } from "../../agents/agents.ts";
import type { Result } from "../../base/result.ts";
import { now } from "../../hosts/node/node.ts";
import { categoryOf, checkedName, type Contents, entryNamed, isCategory, put, remove, rotate } from "../../proof/vault/vault.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { type Change, changeVault } from "../vault/opening.ts";
import { takeValue, type ValueSource } from "../vault/taking.ts";
import type { Unlocking } from "../vault/unlocking.ts";
import { descriptorOption, type End, opened } from "./vault-options.ts";

type Options = Unlocking & ValueSource & { readonly category?: string; readonly note?: string };

export function addVaultChanges(vault: Command, desk: Desk, end: End): void {
  valued(opened(vault.command("put").description("keep a value under a name; it comes from standard input, never from the command line")))
    .option("--category <word>", "what it is for; told by its name otherwise", category)
    .option("--note <text>", "a note beside it; no secret")
    .action(async (name: string, options: Options) => end(await putValue(desk, name, options)));
  valued(opened(vault.command("rotate").description("replace a value and keep the one before beside it until the next change"))).action(
    async (name: string, options: Options) => end(await rotateValue(desk, name, options)),
  );
  opened(vault.command("remove").description("forget a name and its value"))
    .argument("<name>")
    .action(async (name: string, options: Options) =>
      end(await changed(desk, options, { name, done: "removed", change: (now_) => remove(now_, name) })),
    );
}

function valued(command: Command): Command {
  return command
    .argument("<name>")
    .option("--value-fd <n>", "read the value from this file descriptor", descriptorOption)
    .option("--generate", "make a value of 256 random bits, as hex digits")
    .option("--exact", "keep a newline at the end");
}

async function putValue(desk: Desk, name: string, options: Options): Promise<ExitCode> {
  const value = await valueFor(name, options);
  if (!value.ok) return faulty(desk, value.fault);
  const change: Change = (contents) => {
    const kind = options.category ?? entryNamed(contents, name)?.category ?? categoryOf(name, tokenCategories);
    return put(contents, { name, value: value.value, category: kind, note: options.note, at: now() });
  };
  return changed(desk, options, { name, done: "kept", change });
}

async function rotateValue(desk: Desk, name: string, options: Options): Promise<ExitCode> {
  const value = await valueFor(name, options);
  if (!value.ok) return faulty(desk, value.fault);
  return changed(desk, options, { name, done: "rotated", change: (contents) => rotate(contents, name, { value: value.value, at: now() }) });
}

async function valueFor(name: string, source: ValueSource): Promise<Result<Uint8Array>> {
  const fit = checkedName(name);
  return fit.ok ? takeValue(name, source) : fit;
}

type Step = { readonly name: string; readonly done: string; readonly change: Change };

async function changed(desk: Desk, unlocking: Unlocking, { name, done, change }: Step): Promise<ExitCode> {
  const fit = checkedName(name);
  const made: Result<Contents> = fit.ok ? await changeVault(desk, unlocking, change) : fit;
  if (!made.ok) return faulty(desk, made.fault);
  desk.out(`${name} ${done}\n`);
  return 0;
}

function category(word: string): string {
  if (!isCategory(word)) throw new InvalidArgumentError("it is one word of lower-case letters, digits and hyphens");
  return word;
}
