/** An answer printed: as OPA's JSON, as a table for people, or as bare values for scripts. */
import type { Answer } from "../../rego/rego.ts";

export type AnswerFormat = "json" | "pretty" | "raw";

export function answerText(answer: Answer, format: AnswerFormat): string {
  switch (format) {
    case "json":
      return `${answer.json}\n`;
    case "raw":
      return rawText(answer);
    case "pretty":
      return prettyText(answer);
  }
}

/** One line for each way in which the query holds; text without quotes. */
function rawText({ ways }: Answer): string {
  return ways.map(({ values }) => `${values.map(({ text, value }) => (typeof value === "string" ? value : text)).join(" ")}\n`).join("");
}

function prettyText({ expressions, ways }: Answer): string {
  const [first] = ways;
  if (first === undefined) return "undefined\n";
  const names = Object.keys(first.bindings);
  const [only] = first.values;
  if (names.length === 0 && ways.length === 1 && expressions.length === 1 && only !== undefined) return `${only.lines}\n`;
  // Where there are variables, an expression that only holds says nothing.
  const shown = expressions.flatMap(({ text, variable }, index) => (variable === undefined && names.length > 0 ? [] : [{ text, index }]));
  const rows = ways.map(({ bindings, values }) => [
    ...names.map((name) => bindings[name]?.text ?? ""),
    ...shown.map(({ index }) => values[index]?.text ?? ""),
  ]);
  return tableText([...names, ...shown.map(({ text }) => text)], rows);
}

function tableText(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((text, index) => Math.max(text.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `${cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd()}\n`;
  return [heading, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("");
}
