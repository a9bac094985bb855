/** A report in Markdown. What agents wrote stands in code spans, where it means nothing. */
import type { Page, Table } from "./page.ts";

export function markdownText({ title, about, sections }: Page): string {
  const parts = sections.map((one) => `## ${one.title}\n\n${one.about}\n\n${tableText(one.table)}`);
  return [`# ${title}`, ...about, ...parts].join("\n\n").concat("\n");
}

function tableText({ columns, rows }: Table): string {
  return [rowText(columns), rowText(columns.map(() => "---")), ...rows.map((cells) => rowText(cells.map(cellText)))].join("\n");
}

function rowText(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** In a code span nothing is read but its end, and in a table the bar. */
function cellText(text: string): string {
  if (text === "") return "";
  const plain = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
  if (/^[\w .:/-]+$/.test(plain) && !/^\s|\s$|__|:\/\//.test(plain)) return plain;
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${plain.replaceAll("|", "\\|")} ${fence}`;
}
