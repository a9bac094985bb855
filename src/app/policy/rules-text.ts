/** Rules told to a person: many as a list, one with all that its author says of it. */
import { tableText, verdictText } from "./chain-text.ts";
import { homePath } from "../home-path.ts";
import type { RuleThere } from "./rules-here.ts";

export function rulesText(rules: readonly RuleThere[], home: string): string {
  if (rules.length === 0) return "no rule is called so\n";
  return tableText(rules.map((rule) => [verdictText(rule), rule.id, rule.layer, `${homePath(rule.file, home)}:${rule.line}`]));
}

export function ruleText(rule: RuleThere, home: string): string {
  const { id, because, instead, hits, misses } = rule;
  return [
    `${verdictText(rule)}  ${id}  (${homePath(rule.file, home)}:${rule.line}, ${rule.layer})`,
    because === undefined ? "  its reason is told when it is asked" : `  because ${because}`,
    ...(instead === undefined ? [] : [`  instead: ${instead}`]),
    ...examples("it is about", hits),
    ...examples("it is not about", misses),
    "",
  ].join("\n");
}

function examples(what: string, commands: readonly string[]): readonly string[] {
  const shown = commands.map((command) => `    ${command.trimEnd().replaceAll("\n", "\n    ")}`);
  return shown.length === 0 ? [] : ["", `  ${what}`, ...shown];
}
