/** chmod, chown, chgrp, chattr: who may do what with a file. */
import type { Target } from "../../../effect.ts";
import type { Value } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import { pathTarget } from "../../places/targets.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const chmod: Tool = { names: ["chmod", "chown", "chgrp", "chattr"], shape: { short: "", long: ["reference", "from"] }, effects };

/** The first word is the mode, unless it is taken from another file; a mode may begin like an option (`-x`). */
function effects(use: Use): readonly Part[] {
  const named = valuesOf(use.line, "reference", "from");
  const operands = use.words.filter((word) => !/^-(-|[RvfcHLPh]+$)/.test(word.text) && !named.includes(word));
  const mode = has(use.line, "reference") ? undefined : operands[0];
  const files = mode === undefined ? operands : operands.slice(1);
  return files.flatMap((file) => {
    const target = pathTarget(file, use.place, "through");
    const changed: Part = { kind: "chmod", mode: mode?.text ?? "", target, loss: "nothing" };
    const lends = use.name === "chmod" && mode !== undefined && lendsRights(mode, target, use);
    return lends ? [changed, { kind: "privilege", as: "its owner", target, loss: "nothing" }] : [changed];
  });
}

/** Whoever runs such a program has the rights of its owner or group; a folder only hands its group on. */
function lendsRights(mode: Value, target: Target, use: Use): boolean {
  const symbolic = /(^|,)[ugoa]*[+=][rwxXt]*s/.test(mode.text);
  const bits = /^0*[2-7][0-7]{3}$/.test(mode.text);
  if (!mode.known || !(symbolic || bits)) return false;
  const isForGroup = /^0*[23][0-7]{3}$|(^|,)g[+=]\w*s/.test(mode.text);
  if (!isForGroup || !target.known) return true;
  const entry = use.place.ground.world.entry(target.name);
  return !(entry.known && entry.value.kind === "folder");
}
