/** awk one-liners that print fields: `{print $1}`, `{print $2 "x" $NF}`, `NR==2{print}`. Exact, or undefined for any other program. */
import { has, valuesOf } from "../describing/options.ts";
import type { Job } from "./pure.ts";

export function awkLines({ line, words, text }: Job): string | undefined {
  if (line.options.some((option) => option.name !== "F" && option.name !== "field-separator")) return undefined;
  const found = /^\s*(?:NR\s*==\s*(\d+)\s*)?\{\s*print(?:\s*([^{};]*?))?\s*;?\s*\}\s*$/.exec(words[0] ?? "");
  if (found === null) return undefined;
  const [, number, list] = found;
  const wanted = itemsIn(list === undefined || list === "" ? "$0" : list);
  const gap = has(line, "F", "field-separator") ? valuesOf(line, "F", "field-separator")[0]?.text : " ";
  if (wanted === undefined || gap === undefined || (gap !== " " && !/^[^\\^$.*+?()[\]{}|\s]$/.test(gap))) return undefined;
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const chosen = number === undefined ? lines : lines.slice(Number(number) - 1, Number(number));
  return chosen.map((one) => `${printedLine(one, wanted, gap)}\n`).join("");
}

/** A field, or a text between quotes; `,` puts a blank there. */
type Item = { readonly field: number | "last" } | { readonly text: string };

function itemsIn(list: string): readonly Item[] | undefined {
  const items: Item[] = [];
  let rest = list.trim();
  while (rest !== "") {
    const [whole, field, quoted, comma] = /^(?:\$(\d+|NF)|"([^"\\]*)"|(,))\s*/.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    if (field !== undefined) items.push({ field: field === "NF" ? "last" : Number(field) });
    else items.push({ text: comma === undefined ? (quoted ?? "") : " " });
    rest = rest.slice(whole.length);
  }
  return items.length === 0 ? undefined : items;
}

function printedLine(line: string, items: readonly Item[], gap: string): string {
  const fields = gap === " " ? line.split(/[ \t]+/).filter((field) => field !== "") : line.split(gap);
  return items
    .map((item) => {
      if ("text" in item) return item.text;
      if (item.field === 0) return line;
      return (item.field === "last" ? fields.at(-1) : fields[item.field - 1]) ?? "";
    })
    .join("");
}
