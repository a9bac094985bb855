/** rm, rmdir, unlink: deletes the paths that it names. */
import { fileDelete, type Part } from "../../describing/deeds.ts";
import { has, mayHaveOptions } from "../../describing/options.ts";
import type { Value } from "../../../shell/value.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";

export const rm: Tool = { names: ["rm", "rmdir", "unlink"], shape: noValues, effects };

function effects(use: Use): readonly Part[] {
  const whole = (operand: Value): boolean =>
    use.name === "rm" && (has(use.line, "r", "R", "recursive") || mayHaveOptions(use.line, operand));
  const deletes = use.line.operands.map((operand) => fileDelete(operand, use.place, whole(operand)));
  // A folder that `rmdir` takes was empty.
  return use.name === "rmdir" ? deletes.map((part) => ({ ...part, loss: "nothing" })) : deletes;
}
