/** mv: takes files away from one place and puts them in another. */
import { fileMove, fileWrite, type Part } from "../../describing/deeds.ts";
import { has } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { copies } from "./cp.ts";

export const mv: Tool = {
  names: ["mv"],
  shape: { short: "tS", long: ["target-directory", "suffix"] },
  effects,
  saves: (use) => copies(use).map(({ from, path }) => ({ path, flow: use.content(from), append: false })),
};

function effects(use: Use): readonly Part[] {
  const kind = has(use.line, "n", "no-clobber") ? "write" : "overwrite";
  return copies(use).flatMap(({ from, path }) =>
    [fileMove(from, use.place), fileWrite(path, use.place, kind)].filter((part) => part !== undefined),
  );
}
