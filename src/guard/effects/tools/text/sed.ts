/** sed: reads, and with `-i` writes the files that it has read. */
import type { Flow, Value } from "../../../shell/value.ts";
import { fileRead, fileWrite, type Part } from "../../describing/deeds.ts";
import { heldBy, holding, noFlow, passedThrough } from "../../describing/flows.ts";
import { has } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const sed: Tool = {
  names: ["sed", "gsed"],
  shape: { short: "efl", long: ["expression", "file", "line-length"] },
  effects,
  output,
};

function effects(use: Use): readonly Part[] {
  if (isInPlace(use)) return filesOf(use).flatMap((file) => fileWrite(file, use.place, "write") ?? []);
  return filesOf(use).map((file) => fileRead(file, use.place));
}

function output(use: Use): Flow {
  if (isInPlace(use)) return noFlow;
  const files = filesOf(use);
  return files.length === 0 ? passedThrough(use.stdin) : holding({ from: "unread" }, heldBy(files.map((file) => use.content(file))));
}

function isInPlace(use: Use): boolean {
  return has(use.line, "i", "in-place") || use.words.some((word) => /^-[nErsz]*i/.test(word.text));
}

/** Without `-e` or `-f` the first word is the script. */
function filesOf(use: Use): readonly Value[] {
  const files = has(use.line, "e", "expression", "f", "file") ? use.line.operands : use.line.operands.slice(1);
  return files.filter((file) => file.text !== "-");
}
