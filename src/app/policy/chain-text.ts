/** The policies that count, told to a person: every file with what it adds and what of it does not count. */
import { counted } from "../ledger/counted.ts";
import type { LinkHere, RuleHere } from "./chain-here.ts";
import { homePath } from "../home-path.ts";

/** One line for each file. */
export function listText(links: readonly LinkHere[], home: string): string {
  const rows = links.map((link) => [link.layer, homePath(link.file, home), contentText(link)]);
  return tableText(rows);
}

/** Every rule with its place; of the bundled ones only how many there are, unless all are wanted. */
export function auditText(links: readonly LinkHere[], { home, all }: { readonly home: string; readonly all: boolean }): string {
  const bundled = links.filter(({ layer }) => layer === "bundled");
  const others = links.filter(({ layer }) => layer !== "bundled");
  const rules = bundled.reduce((sum, link) => sum + link.rules.length, 0);
  const shown = all ? links : others;
  return [
    `bundled: ${counted(rules, "rule")} in ${counted(bundled.length, "file")}${all ? "" : "; `--all` lists them"}`,
    ...(others.length === 0 ? ["nothing else counts here"] : []),
    ...shown.flatMap((link) => ["", `${link.layer}: ${homePath(link.file, home)}  ${contentText(link)}`, ...linkLines(link, home)]),
    "",
  ].join("\n");
}

function contentText({ state, rules, overrides, vocabulary, isTrusted }: LinkHere): string {
  if (state === "broken") return "broken";
  const parts = [
    counted(rules.length, "rule"),
    ...(overrides.length === 0 ? [] : [`${counted(overrides.length, "override")}${isTrusted ? "" : ", ignored"}`]),
    ...(vocabulary === "failsafe" ? ["in the words of failsafe"] : []),
  ];
  return parts.join(", ");
}

function linkLines(link: LinkHere, home: string): readonly string[] {
  const file = homePath(link.file, home);
  if (link.state === "broken")
    return [
      ...link.faults.map(({ line, column, what }) => `  ${file}:${line}:${column}: ${what}`),
      `  so whatever is more than reading is denied${link.layer === "repository" ? " in this repository" : ""}; \`sheepdog policy validate\` tells more`,
    ];
  const why = link.isTrusted
    ? "counts: a person has signed this very file"
    : "ignored: nobody has signed this very file; `sheepdog trust add` does";
  return [
    ...tableText(link.rules.map((rule) => [`  ${verdictText(rule)}`, rule.id, `${file}:${rule.line}`]))
      .split("\n")
      .slice(0, -1),
    ...link.overrides.map((line) => `  override  ${file}:${line}  ${why}`),
  ];
}

export function verdictText({ verdict, now }: RuleHere): string {
  return now === verdict ? verdict : `${now} (was ${verdict})`;
}

/** Columns as wide as they need to be; the last of a row is as long as it is. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, cell] of row.entries()) if (at < row.length - 1) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows.map((row) => `${row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join("  ")}\n`).join("");
}
