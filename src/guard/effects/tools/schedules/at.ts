/** at, batch: run what flows in, or a file, once and later. */
import { persistPart, type Part } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const at: Tool = {
  names: ["at", "batch", "atrm", "atq"],
  shape: { short: "fqt", long: [] },
  effects,
  runs,
};

/** It lists and removes as well. */
function isSetting({ name, line, stdin }: Use): boolean {
  if (name === "atrm" || name === "atq" || has(line, "l", "c", "r", "d", "V")) return false;
  return stdin !== undefined || has(line, "f");
}

function effects(use: Use): readonly Part[] {
  return isSetting(use) ? [persistPart("schedule", use.line.operands.map((operand) => operand.text).join(" "))] : [];
}

function runs(use: Use): readonly Run[] {
  if (!isSetting(use)) return [];
  const files = valuesOf(use.line, "f").map((path): Run => ({ as: "file", path, language: "shell", via: use.name }));
  return files.length > 0 ? files : [{ as: "input", language: "shell", via: use.name }];
}
