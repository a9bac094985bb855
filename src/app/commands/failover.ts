/** `sheepdog failover ACCOUNT`: leaves an account, or shows what would follow if it were left now. */
import type { Command } from "commander";
import type { Desk } from "../desk.ts";
import { failoverQuestion } from "../fleet/questions.ts";
import { failoverText } from "../fleet/texts.ts";
import { haveDone, showLooked } from "./fleet-showing.ts";
import type { End } from "./vault-options.ts";

type Options = { readonly dryRun?: true; readonly json?: true };

export function addFailover(program: Command, desk: Desk, end: End): void {
  program
    .command("failover")
    .description("leave an account: what runs on it is saved, ended and proved dead, and goes on where it may")
    .argument("<account>", "its name")
    .option("--dry-run", "change nothing; show which tasks would go where, and which would wait for what")
    .option("--json", "print JSON (with --dry-run)")
    .action(async (id: string, { dryRun, json }: Options) =>
      end(
        dryRun === true
          ? await showLooked(desk, failoverQuestion(id), { json, text: failoverText })
          : await haveDone(desk, {
              path: `/v1/accounts/${encodeURIComponent(id)}/failover`,
              said: `account ${id} is being left; \`sheepdog account resume ${id}\` uses it again`,
            }),
      ),
    );
}
