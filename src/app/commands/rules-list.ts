/** `sheepdog rules list`: every rule that counts here, with its verdict now and where it stands. */
import { type Command, Option } from "commander";
import { verdicts } from "../../guard/guard.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { rulesHere } from "../policy/rules-here.ts";
import { rulesText } from "../policy/rules-text.ts";

type Options = { readonly layer?: string; readonly verdict?: string; readonly json?: true };

export function addRulesList(rules: Command, desk: Desk, end: (code: ExitCode) => void): void {
  rules
    .command("list")
    .description("list the rules that count here: verdict, name, and where each stands")
    .argument("[prefix]", "only those whose name begins so: `git`, `files.delete`")
    .addOption(new Option("--layer <layer>", "only those of this layer").choices(["bundled", "organisation", "user", "repository"]))
    .addOption(new Option("--verdict <verdict>", "only those that say this now").choices([...verdicts, "off"]))
    .option("--json", "print them as JSON, with everything that their authors say")
    .action((prefix: string | undefined, options: Options) => end(list(desk, prefix ?? "", options)));
}

function list(desk: Desk, prefix: string, { layer, verdict, json }: Options): ExitCode {
  const found = rulesHere(desk);
  if (!found.ok) return faulty(desk, found.fault);
  const rules = found.value.filter(
    (rule) => rule.id.startsWith(prefix) && (layer ?? rule.layer) === rule.layer && (verdict ?? rule.now) === rule.now,
  );
  desk.out(json === true ? `${JSON.stringify(rules, null, 2)}\n` : rulesText(rules, desk.around.home));
  return 0;
}
