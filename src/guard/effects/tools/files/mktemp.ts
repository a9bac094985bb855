/** mktemp: makes a fresh path of its own, so what it prints is safe to delete again. */
import type { Flow } from "../../../shell/value.ts";
import { has } from "../../options.ts";
import type { Tool, Use } from "../../tool.ts";

export const mktemp: Tool = { names: ["mktemp"], shape: { short: "p", long: ["suffix"] }, effects: () => [], output };

/** The name stands for whichever one is made: it lies below the temporary folder and nobody else has it. */
function output(use: Use): Flow {
  const inTemporary = !has(use.line, "p", "tmpdir") && use.line.operands.every((operand) => operand.known && !operand.text.includes("/"));
  const elsewhere = use.line.operands.length > 0 && !has(use.line, "t");
  if (!inTemporary || elsewhere) return { from: "unread" };
  return { from: "call", text: "/tmp/made-by-mktemp\n" };
}
