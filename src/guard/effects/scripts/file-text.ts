/** The text of a file of the project that says what a tool runs: what this call wrote there, or what lies on disk. */
import { absolutePath } from "../../../base/path.ts";
import { limits } from "../../limits.ts";
import { literal } from "../../shell/value.ts";
import type { Use } from "../describing/tool.ts";

export type FileText = { readonly path: string; readonly text: string };

/** Undefined where there is none, where it is too large to be read whole, or where nobody knows what it says. */
export function fileText(path: string, use: Use): FileText | undefined {
  const { cwd, ground } = use.place;
  if (!path.startsWith("/") && !cwd.known) return undefined;
  const absolute = absolutePath(path, cwd.text);
  const { text, file } = use.changed(literal(absolute)) ?? { text: undefined, file: absolute };
  if (text !== undefined) return { path: absolute, text };
  if (file === undefined) return undefined;
  const seen = ground.world.text(file, limits.shellBytes);
  return seen.known && seen.value.whole ? { path: absolute, text: seen.value.text } : undefined;
}

/** The first of several names that is there. */
export function firstText(paths: readonly string[], use: Use): FileText | undefined {
  for (const path of paths) {
    const found = fileText(path, use);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first of these names in the working folder or in one of those above it, as far as the project reaches. */
export function textAbove(names: readonly string[], use: Use): FileText | undefined {
  const { cwd, ground } = use.place;
  if (!cwd.known) return undefined;
  for (const folder of foldersAbove(cwd.text, ground.project)) {
    const found = firstText(
      names.map((name) => `${folder}/${name}`),
      use,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function foldersAbove(start: string, top: string | undefined): readonly string[] {
  if (top === undefined || !`${start}/`.startsWith(`${top}/`)) return [start];
  const between = start
    .slice(top.length)
    .split("/")
    .filter((part) => part !== "");
  return Array.from({ length: between.length + 1 }, (_, up) => [top, ...between.slice(0, between.length - up)].join("/"));
}
