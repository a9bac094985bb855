/** cp, install, ln: puts the content of some files in the place of others. */
import { nameOf } from "../../../../base/path.ts";
import { literal, type Value } from "../../../shell/value.ts";
import { fileRead, fileWrite, inFolder, type Part } from "../../describing/deeds.ts";
import { has, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { linkedOwn } from "../guard/linked-own.ts";
import { pathTarget } from "../../places/targets.ts";
import type { Saved } from "../../walk/written.ts";

export const cp: Tool = {
  names: ["cp", "install", "ln"],
  shape: { short: "tSmogZ", long: ["target-directory", "suffix", "mode", "owner", "group"] },
  effects,
  saves: (use) => copies(use).map(({ from, path }) => ({ path, flow: use.content(from), append: false })),
  links,
};

function effects(use: Use): readonly Part[] {
  if (use.name === "install" && has(use.line, "d", "directory")) return [];
  // Without force a link never takes the place of a file.
  const kind = use.name === "ln" && !has(use.line, "f", "force") ? "write" : "overwrite";
  const both = copies(use);
  const sources = both.flatMap(({ from }) => (isLinking(use) ? linkedOwn(use.name, from, use.place) : [fileRead(from, use.place)]));
  return [...sources, ...both.flatMap(({ path }) => fileWrite(path, use.place, kind) ?? [])];
}

function isLinking({ name, line }: Use): boolean {
  return name === "ln" || (name === "cp" && has(line, "l", "link", "s", "symbolic-link"));
}

function links(use: Use): ReturnType<NonNullable<Tool["links"]>> {
  const hard = use.name === "ln" ? !has(use.line, "s", "symbolic") : has(use.line, "l", "link");
  return isLinking(use) ? copies(use).map(({ from, path }) => ({ at: path, to: from, hard })) : [];
}

export type Copy = Pick<Saved, "path"> & { readonly from: Value };

/** From and to, file by file: into a folder where one is named or already there. */
export function copies(use: Use): readonly Copy[] {
  const [named] = valuesOf(use.line, "t", "target-directory");
  const sources = named === undefined ? use.line.operands.slice(0, -1) : use.line.operands;
  const to = named ?? use.line.operands.at(-1);
  if (to === undefined) return [];
  // `ln TARGET` puts a link of the same name here.
  if (use.name === "ln" && named === undefined && sources.length === 0) return [{ from: to, path: inFolder(literal("."), nameOnly(to)) }];
  const isFolder = named !== undefined || sources.length > 1 || to.text.endsWith("/") || isSeenFolder(use, to);
  return sources.map((from) => ({ from, path: isFolder ? inFolder(to, nameOnly(from)) : to }));
}

function nameOnly(path: Value): Value {
  return { ...path, text: nameOf(path.text.replace(/\/+$/, "")) };
}

function isSeenFolder(use: Use, to: Value): boolean {
  if (has(use.line, "T", "no-target-directory")) return false;
  const target = pathTarget(to, use.place, "through");
  const entry = target.known ? use.place.ground.world.entry(target.name) : undefined;
  return /^\.{1,2}$/.test(to.text) || (entry?.known === true && entry.value.kind === "folder");
}
