/** sed: reads, and with `-i` writes the files that it has read. */
import { fileWrite, type Part } from "../../deeds.ts";
import { has } from "../../options.ts";
import type { Tool, Use } from "../../tool.ts";

export const sed: Tool = {
  names: ["sed", "gsed"],
  shape: { short: "efl", long: ["expression", "file", "line-length"] },
  effects,
};

/** Without `-e` or `-f` the first word is the script. */
function effects(use: Use): readonly Part[] {
  const inPlace = has(use.line, "i", "in-place") || use.words.some((word) => /^-[nErsz]*i/.test(word.text));
  if (!inPlace) return [];
  const files = has(use.line, "e", "expression", "f", "file") ? use.line.operands : use.line.operands.slice(1);
  return files.flatMap((file) => fileWrite(file, use.place, "write") ?? []);
}
