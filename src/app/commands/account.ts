/** `sheepdog account`: the logins and keys that the pool works with. Only your own, each signed in by you, in its own client. */
import type { Command } from "commander";
import { now } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { acknowledgeMoving } from "../fleet/acknowledging.ts";
import { signIn } from "../fleet/signing-in.ts";
import { accountsQuestion } from "../fleet/questions.ts";
import { accountsText } from "../fleet/texts.ts";
import { addAccountAdd } from "./account-add.ts";
import { haveDone, showLooked } from "./fleet-showing.ts";
import type { End } from "./vault-options.ts";

export function addAccounts(program: Command, desk: Desk, end: (code: number) => void): void {
  const account = program.command("account").description("the logins and keys that the pool works with, and what is left of their quota");
  account
    .command("list")
    .description("show the accounts: state, sessions, money, quota, and when it will be used up")
    .option("--json", "print JSON")
    .action(async ({ json }: { readonly json?: true }) =>
      end(await showLooked(desk, accountsQuestion, { json, text: (accounts) => accountsText(accounts, now()) })),
    );
  addAccountAdd(account, desk, end);
  account
    .command("login")
    .description("open the account's own client so that you can sign in there; Sheepdog sees nothing of it")
    .argument("<account>", "its name")
    .action(async (id: string) => end(await signIn(desk, id)));
  addCommands(account, desk, end);
}

const commands = [
  ["pause", "give it nothing new, and hold it until you resume it", "is held"],
  ["drain", "give it nothing new; what runs may finish", "is being drained"],
  ["resume", "use it again, whatever was said of it before", "is used again"],
] as const;

function addCommands(account: Command, desk: Desk, end: End): void {
  for (const [verb, description, said] of commands)
    account
      .command(verb)
      .description(description)
      .argument("<account>", "its name")
      .action(async (id: string) =>
        end(await haveDone(desk, { path: `/v1/accounts/${encodeURIComponent(id)}/${verb}`, said: `account ${id} ${said}` })),
      );
  account
    .command("acknowledge-moving")
    .description("say that work may move to another of your subscriptions when one is used up; asks what that means to you first")
    .action(async () => end(await acknowledgeMoving(desk)));
  account
    .command("revoke-moving")
    .description("say that work stays on its subscription again")
    .action(async () =>
      end(
        await haveDone(desk, {
          path: "/v1/fleet/revoke-moving",
          said: "work moves between subscriptions no more; what runs stays where it is",
        }),
      ),
    );
}
