/** `sheepdog rules show RULE`: what its author says of it, what it says now, and what it is and is not about. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { rulesHere, type RuleThere } from "../policy/rules-here.ts";
import { ruleText } from "../policy/rules-text.ts";

export function addRulesShow(rules: Command, desk: Desk, end: (code: ExitCode) => void): void {
  rules
    .command("show")
    .description("show what a rule says, why, and what it is and is not about")
    .argument("<rule>", "its name, such as `git.push.force`")
    .option("--json", "print it as JSON")
    .action((name: string, options: { readonly json?: true }) => end(show(desk, name, options.json === true)));
}

/** Two layers may have rules of one name. */
function show(desk: Desk, name: string, isJson: boolean): ExitCode {
  const all = rulesHere(desk);
  if (!all.ok) return faulty(desk, all.fault);
  const found = all.value.filter(({ id }) => id === name);
  if (found.length === 0)
    return faulty(desk, { code: "rules.unknown", what: `no rule is called \`${name}\` here`, todo: nearest(name, all.value) });
  desk.out(isJson ? `${JSON.stringify(found, null, 2)}\n` : found.map((rule) => ruleText(rule, desk.around.home)).join("\n"));
  return 0;
}

/** Rules are named from the outside in, so that whoever knows the beginning finds the rest. */
function nearest(name: string, rules: readonly RuleThere[]): string {
  const [subject = ""] = name.split(".");
  const near = rules.filter(({ id }) => id.startsWith(`${subject}.`)).map(({ id }) => id);
  return near.length === 0
    ? "`sheepdog rules list` names them all"
    : `did you mean ${[...new Set(near)].map((id) => `\`${id}\``).join(", ")}?`;
}
