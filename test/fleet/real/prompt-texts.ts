/** Prompts of every size, full of what a terminal, a shell or a client could take for something else than text. */
import type { Chance } from "../../lib/random.ts";

const longest = 100_000;

const pieces = [
  ..."abcdefghijklmnopqrstuvwxyz0123456789",
  ..." .,;:!?'\"`$&|<>(){}[]*~#@/\\-_=+%^",
  "\n",
  "\n\n",
  "  ",
  "\t",
  "é",
  "ß",
  "漢",
  "😀",
  "👩‍👩‍👧",
  "Enter",
  "C-c",
  "$(touch /x)",
  "`id`",
  "</pasted>",
  "@file",
  "!ls",
  "\\e[201~",
];

const first = ["/compact ", "!ls ", "#note ", "@file ", "-rf ", "Enter", "w ", "; ", '"', "'"];

/** From 1 byte to 100 KB, each as much longer than the one before. */
export function promptTexts(many: number, chance: Chance): readonly string[] {
  const sizes = Array.from({ length: many }, (_, at) => Math.max(1, Math.round(longest ** (at / (many - 1)))));
  return sizes.map((bytes, at) => textOf(bytes, at, chance));
}

function textOf(bytes: number, at: number, chance: Chance): string {
  const begin = `${chance.of(first)}${at} `;
  if (bytes < 8) return String.fromCodePoint(0x61 + (at % 26)).repeat(bytes);
  const parts = Buffer.byteLength(begin) < bytes ? [begin] : [];
  let left = bytes - parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0) - 1;
  for (let piece = chance.of(pieces); Buffer.byteLength(piece) <= left; piece = chance.of(pieces)) {
    parts.push(piece);
    left -= Buffer.byteLength(piece);
  }
  return `${parts.join("")}${"z".repeat(left + 1)}`;
}
