/** A report as one HTML file: no script, nothing from elsewhere, and everything that agents wrote escaped. */
import type { Page, Section } from "./page.ts";

export function htmlText({ title, about, sections }: Page): string {
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title>`,
    `<style>${style}</style></head><body>`,
    `<h1>${escaped(title)}</h1>`,
    ...about.map((line) => `<p>${escaped(line)}</p>`),
    ...sections.map(sectionText),
    "</body></html>",
    "",
  ].join("\n");
}

function sectionText({ title, about, table }: Section): string {
  const head = table.columns.map((one) => `<th>${escaped(one)}</th>`).join("");
  const rows = table.rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`);
  return [
    `<h2>${escaped(title)}</h2><p>${escaped(about)}</p>`,
    `<table><thead><tr>${head}</tr></thead><tbody>`,
    ...rows,
    "</tbody></table>",
  ].join("\n");
}

function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const style = [
  "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}",
  "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}",
  "h2{margin-top:2.5rem}@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}th,td{border-color:#444}}",
].join("");
