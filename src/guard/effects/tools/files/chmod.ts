/** chmod, chown, chgrp, chattr: who may do what with a file. */
import type { Part } from "../../deeds.ts";
import { has } from "../../options.ts";
import { pathTarget } from "../../targets.ts";
import type { Tool, Use } from "../../tool.ts";

export const chmod: Tool = { names: ["chmod", "chown", "chgrp", "chattr"], shape: { short: "", long: ["reference", "from"] }, effects };

/** The first word is the mode, unless it is taken from another file; a mode may begin like an option (`-x`). */
function effects(use: Use): readonly Part[] {
  const operands = use.words.filter((word) => !/^-(-|[RvfcHLPh]+$)/.test(word.text));
  const mode = has(use.line, "reference") ? undefined : operands[0];
  const files = mode === undefined ? operands : operands.slice(1);
  return files.map((file) => ({ kind: "chmod", mode: mode?.text ?? "", target: pathTarget(file, use.place, "through"), loss: "nothing" }));
}
