/** awk: its program may run commands and write files; the rest of its words are files that it reads. */
import type { Flow, Value } from "../../../shell/value.ts";
import { fileRead, fileWrite, type Part } from "../../describing/deeds.ts";
import { heldBy, holding, passedThrough } from "../../describing/flows.ts";
import { valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const awk: Tool = {
  names: ["awk", "gawk", "mawk", "nawk"],
  shape: { short: "fFvieEl", long: ["file", "field-separator", "assign", "include", "source", "exec", "load"] },
  effects,
  runs,
  output,
};

function effects(use: Use): readonly Part[] {
  const changed = isInPlace(use) ? files(use).flatMap((file) => fileWrite(file, use.place, "write") ?? []) : [];
  return [...files(use).map((file) => fileRead(file, use.place)), ...changed];
}

/** Without `-f` or `-e` the first word is the program; `NAME=value` is no file. */
function files(use: Use): readonly Value[] {
  const words = hasProgram(use) ? use.line.operands : use.line.operands.slice(1);
  return words.filter((word) => word.text !== "-" && !/^\w+=/.test(word.text));
}

function hasProgram({ line }: Use): boolean {
  return valuesOf(line, "f", "file", "e", "source", "E", "exec").length > 0;
}

function isInPlace({ line }: Use): boolean {
  return valuesOf(line, "i", "include").some((value) => value.text === "inplace");
}

function runs(use: Use): readonly Run[] {
  const around = { via: use.name, language: "awk" as const, args: files(use) };
  const named = valuesOf(use.line, "f", "file", "E", "exec").map((path): Run => ({ ...around, as: "file", path }));
  const [first] = hasProgram(use) ? [] : use.line.operands;
  const texts = [...valuesOf(use.line, "e", "source"), ...(first === undefined ? [] : [first])];
  return [...named, ...texts.map((text): Run => ({ ...around, as: "code", text }))];
}

function output(use: Use): Flow {
  const named = files(use).map((file) => use.content(file));
  return named.length === 0 ? passedThrough(use.stdin) : holding({ from: "unread" }, heldBy(named));
}
