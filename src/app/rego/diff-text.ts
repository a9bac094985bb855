/** What a new layout changes, as a patch: lines that go and lines that come, with what stands around them. */
import type { Source } from "../../rego/rego.ts";

type Line = { readonly sign: " " | "-" | "+"; readonly text: string };

const around = 3;

export function diffText({ file, text: before }: Source, after: string): string {
  const lines = compared(linesOf(before), linesOf(after));
  const near = lines.map((_, index) => lines.slice(Math.max(0, index - around), index + around + 1).some(({ sign }) => sign !== " "));
  const parts = [`--- ${file}\n+++ ${file}\n`];
  let [old, fresh] = [1, 1];
  lines.forEach(({ sign, text }, index) => {
    if (near[index] === true && near[index - 1] !== true) parts.push(hunkHeading(lines.slice(index), near.slice(index), [old, fresh]));
    if (near[index] === true) parts.push(`${sign}${text}\n`);
    if (sign !== "+") old++;
    if (sign !== "-") fresh++;
  });
  return parts.join("");
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, "").split("\n");
}

function hunkHeading(rest: readonly Line[], near: readonly boolean[], [old, fresh]: readonly [number, number]): string {
  const end = near.indexOf(false);
  const hunk = end === -1 ? rest : rest.slice(0, end);
  const count = (sign: Line["sign"]): number => hunk.filter((line) => line.sign !== sign).length;
  return `@@ -${old},${count("+")} +${fresh},${count("-")} @@\n`;
}

/** The lines that both have stay, as many as there can be; equal starts and ends are put aside first. */
function compared(before: readonly string[], after: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const [old, fresh] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  return [...same(before.slice(0, start)), ...middle(old, fresh), ...same(before.slice(before.length - end))];
}

function same(texts: readonly string[]): Line[] {
  return texts.map((text) => ({ sign: " ", text }));
}

function middle(old: readonly string[], fresh: readonly string[]): Line[] {
  const shared = sharedLengths(old, fresh);
  const lines: Line[] = [];
  let [one, other] = [0, 0];
  while (one < old.length || other < fresh.length) {
    const [down = 0, right = 0] = [shared[one + 1]?.[other], shared[one]?.[other + 1]];
    if (one < old.length && other < fresh.length && old[one] === fresh[other]) {
      lines.push({ sign: " ", text: old[one++] as string });
      other++;
    } else if (one < old.length && (other === fresh.length || down >= right)) lines.push({ sign: "-", text: old[one++] as string });
    else lines.push({ sign: "+", text: fresh[other++] as string });
  }
  return lines;
}

/** How many lines the rests of both have in common, from each pair of places on. */
function sharedLengths(old: readonly string[], fresh: readonly string[]): readonly Uint32Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let one = old.length - 1; one >= 0; one--) {
    const [row, below] = [lengths[one] as Uint32Array, lengths[one + 1] as Uint32Array];
    for (let other = fresh.length - 1; other >= 0; other--)
      row[other] = old[one] === fresh[other] ? (below[other + 1] ?? 0) + 1 : Math.max(below[other] ?? 0, row[other + 1] ?? 0);
  }
  return lengths;
}
