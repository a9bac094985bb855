/** rm, rmdir, unlink: deletes the paths that it names. */
import { fileDelete, type Part } from "../deeds.ts";
import { has } from "../options.ts";
import { noValues, type Tool, type Use } from "../tool.ts";

export const rm: Tool = { names: ["rm", "rmdir", "unlink"], shape: noValues, effects };

function effects(use: Use): readonly Part[] {
  const whole = use.name === "rm" && (use.line.unclear || has(use.line, "r", "R", "recursive"));
  const deletes = use.line.operands.map((operand) => fileDelete(operand, use.place, whole));
  // A folder that `rmdir` takes was empty.
  return use.name === "rmdir" ? deletes.map((part) => ({ ...part, loss: "nothing" })) : deletes;
}
