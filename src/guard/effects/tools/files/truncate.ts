/** truncate, touch: cuts files off, or makes empty ones. */
import { fileWrite, type Part } from "../../describing/deeds.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const truncate: Tool = {
  names: ["truncate", "touch"],
  shape: { short: "srdt", long: ["size", "reference", "date", "time"] },
  effects,
};

function effects(use: Use): readonly Part[] {
  return use.line.operands.flatMap((file) => fileWrite(file, use.place, use.name === "touch" ? "write" : "overwrite") ?? []);
}
