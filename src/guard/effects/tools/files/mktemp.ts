/** mktemp: makes a fresh path of its own, so what it prints is safe to delete again. */
import { type Flow, literal } from "../../../shell/value.ts";
import { inFolder } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const mktemp: Tool = { names: ["mktemp"], shape: { short: "p", long: ["suffix"] }, effects: () => [], output };

/** The name stands for whichever one is made: nobody else has it. */
function output(use: Use): Flow {
  const [template] = use.line.operands;
  const [named] = valuesOf(use.line, "p", "tmpdir");
  const made =
    template === undefined || has(use.line, "t")
      ? literal("made-by-mktemp")
      : { ...template, text: template.text.replace(/X{3,}/, "made") };
  const isBelow = has(use.line, "p", "t", "tmpdir") || template === undefined;
  const path = inFolder(isBelow ? (named ?? use.variable("TMPDIR") ?? literal("/tmp")) : undefined, made);
  return path.known ? { from: "call", text: `${path.text}\n` } : { from: "unread" };
}
