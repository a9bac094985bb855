/** mount, umount: which files lie where. */
import { type Part, systemPart } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { pathTarget } from "../../places/targets.ts";
import { tampering } from "../guard/tampering.ts";

export const mounts: Tool = {
  names: ["mount", "umount", "udisksctl", "pmount", "pumount"],
  shape: { short: "toLUTNO", long: "types options label uuid source target fstab bind".split(" ") },
  effects,
};

/** Without operands `mount` lists what is there; over the place of processes it hides them. */
function effects(use: Use): readonly Part[] {
  if (has(use.line, "h", "help", "V", "version", "fake")) return [];
  // `umount -l` is lazy and `-f` forces.
  if (use.name === "mount" && has(use.line, "l", "f")) return [];
  const target = use.line.operands.at(-1)?.text ?? (has(use.line, "a", "all") ? "all of them" : "");
  if (target === "") return [];
  const own = use.line.operands.slice(-1).filter((operand) => pathTarget(operand, use.place, "through").scope === "guard");
  if (own.length > 0) return own.map(({ text }) => tampering(use.name, text));
  const isHidden =
    /^\/proc(\/|$)/.test(target) &&
    (has(use.line, "B", "bind", "rbind", "R") || valuesOf(use.line, "o").some((value) => value.text.includes("bind")));
  return [isHidden ? systemPart("audit", "weaken", target) : systemPart("mount", "change", target)];
}
