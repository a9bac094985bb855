/** `sheepdog account add`: brings in a login or a key of yours. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { runnables } from "../../agents/agents.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { addAccount, kinds, type NewAccount } from "../fleet/account-adding.ts";
import type { End } from "./vault-options.ts";

export function addAccountAdd(account: Command, desk: Desk, end: End): void {
  account
    .command("add")
    .description("bring in an account of yours: a folder in which its client keeps it, or a key that costs money by use")
    .argument("<name>", "what it is called from now on")
    .requiredOption("--folder <folder>", "the client's own configuration of this account")
    .addOption(new Option("--kind <kind>", "how it is paid").choices(kinds).default("subscription"))
    .option("--product <product>", "the agent product that works on it", runnables[0]?.client.name)
    .option("--rank <number>", "lower comes first", countOption, 1)
    .option("--most <number>", "sessions at work on it at the same time", countOption, 1)
    .option("--budget <usd>", "never more than this is spent on it; without one nothing is")
    .option("--secret <name>", "the vault's entry with its key")
    .action(async (name: string, options: NewAccount) => end(await add(desk, name, options)));
}

async function add(desk: Desk, name: string, options: NewAccount): Promise<ExitCode> {
  const added = await addAccount(desk, name, options);
  if (!added.ok) return faulty(desk, added.fault);
  const next = options.kind === "subscription" ? `; sign in with \`sheepdog account login ${name}\`` : "";
  desk.out(`account ${name} is in your settings${next}\n`);
  return 0;
}

function countOption(word: string): number {
  if (!/^(?:0|[1-9]\d{0,2})$/.test(word)) throw new InvalidArgumentError("it is a number up to 999");
  return Number(word);
}
