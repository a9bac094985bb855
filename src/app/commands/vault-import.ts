/** `sheepdog vault import`: takes tokens over from the environment or from a file of a shell. */
import type { Command } from "commander";
import { tokenCategories } from "../../agents/agents.ts";
import { absolutePath } from "../../base/path.ts";
import { done, type Result } from "../../base/result.ts";
import { environment, now, readTextFile } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { type Finds, fromShellText, fromVariables } from "../vault/importing.ts";
import { keepFinds } from "../vault/keeping.ts";
import type { Unlocking } from "../vault/unlocking.ts";
import { type End, opened } from "./vault-options.ts";

type Options = Unlocking & { readonly fromFile?: string; readonly replace?: true };

export function addVaultImport(vault: Command, desk: Desk, end: End): void {
  opened(vault.command("import").description("take tokens over: those that are named, or all whose names say that they hold a secret"))
    .argument("[names...]")
    .option("--from-file <path>", "from a file of a shell or a `.env`; from the environment otherwise")
    .option("--replace", "take them although another value is there")
    .action(async (names: readonly string[], options: Options) => end(await importTokens(desk, names, options)));
}

async function importTokens(desk: Desk, names: readonly string[], options: Options): Promise<ExitCode> {
  const finds = findsFor(desk, names, options.fromFile);
  if (!finds.ok) return faulty(desk, finds.fault);
  return keepFinds(desk, options, { finds: finds.value, replace: options.replace === true, categories: tokenCategories, at: now() });
}

function findsFor(desk: Desk, names: readonly string[], file: string | undefined): Result<Finds> {
  if (file === undefined) return done(fromVariables(environment(), names));
  const text = readTextFile(absolutePath(file, desk.around.cwd));
  return text.ok ? done(fromShellText(text.value, names)) : text;
}
