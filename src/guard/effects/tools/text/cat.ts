/** cat, tee: hand on what they read; tee writes it to files as well. */
import type { Flow } from "../../../shell/value.ts";
import { fileRead, fileWrite, type Part } from "../../describing/deeds.ts";
import { merged } from "../../describing/flows.ts";
import { has } from "../../describing/options.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";
import type { Saved } from "../../walk/written.ts";

export const cat: Tool = { names: ["cat", "tee"], shape: noValues, effects, saves, output };

function effects(use: Use): readonly Part[] {
  if (use.name === "cat") return use.line.operands.filter((operand) => operand.text !== "-").map((operand) => fileRead(operand, use.place));
  return saves(use).flatMap(({ path, append }) => fileWrite(path, use.place, append ? "write" : "overwrite") ?? []);
}

function saves(use: Use): readonly Saved[] {
  if (use.name !== "tee") return [];
  const append = has(use.line, "a", "append");
  return use.line.operands.map((path) => ({ path, flow: use.stdin ?? { from: "unread" }, append }));
}

function output(use: Use): Flow {
  const input = use.stdin ?? ({ from: "unread" } as const);
  if (use.name === "tee" || use.line.operands.length === 0) return input;
  return merged(use.line.operands.map((operand) => (operand.text === "-" ? input : use.content(operand))));
}
