/** `sheepdog import SYSTEM`: brings along what another system kept: its vault, or its policies. */
import { Argument, type Command } from "commander";
import { predecessors, tokenCategories } from "../../agents/agents.ts";
import { now } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { keepFinds } from "../vault/keeping.ts";
import { type Machine, readOlderVault } from "../vault/older-vault.ts";
import type { Unlocking } from "../vault/unlocking.ts";
import { importFailsafe } from "../policy/import-failsafe.ts";
import { importedText } from "../policy/imported-text.ts";
import { type End, opened } from "./vault-options.ts";

type Options = Unlocking & Machine & { readonly replace?: true };

export function addImport(program: Command, desk: Desk, end: End): void {
  opened(program.command("import").description("bring along the vault or the policies of another system; that one stays as it is"))
    .addArgument(new Argument("<system>").choices([...predecessors.map(({ name }) => name), withPolicies]))
    .option("--host <name>", "the name that the machine had which wrote it")
    .option("--machine-id <id>", "the number of that machine, as in its /etc/machine-id")
    .option("--replace", "take what is there with another value")
    .action(async (system: string, options: Options) =>
      end(await (system === withPolicies ? bringPolicies : bring)(desk, system, options)),
    );
}

/** The one that kept policies and no vault. */
const withPolicies = "failsafe";

async function bringPolicies(desk: Desk, _: string, options: Options): Promise<ExitCode> {
  const imported = await importFailsafe(desk, options.replace === true);
  if (!imported.ok) return faulty(desk, imported.fault);
  desk.out(importedText(imported.value));
  return 0;
}

async function bring(desk: Desk, name: string, options: Options): Promise<ExitCode> {
  const system = predecessors.find((one) => one.name === name);
  if (system === undefined) return faulty(desk, { code: "import.unknown", what: `\`${name}\` is not known here` });
  const finds = readOlderVault(desk.around, system, options);
  if (!finds.ok) return faulty(desk, finds.fault);
  return keepFinds(desk, options, { finds: finds.value, replace: options.replace === true, categories: tokenCategories, at: now() });
}
