/** cat, tee: hand on what they read; tee writes it to files as well. */
import type { Flow } from "../../shell/value.ts";
import { fileWrite, type Part } from "../deeds.ts";
import { has } from "../options.ts";
import { noValues, type Tool, type Use } from "../tool.ts";

export const cat: Tool = { names: ["cat", "tee"], shape: noValues, effects, output };

function effects(use: Use): readonly Part[] {
  if (use.name !== "tee") return [];
  const kind = has(use.line, "a", "append") ? "write" : "overwrite";
  return use.line.operands.flatMap((operand) => fileWrite(operand, use.place, kind) ?? []);
}

function output(use: Use): Flow {
  const fed = use.name === "tee" || use.line.operands.length === 0;
  const substituted = use.line.operands.find((operand) => operand.flow !== undefined)?.flow;
  return (fed ? use.stdin : substituted) ?? { from: "unread" };
}
