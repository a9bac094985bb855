/** Patterns resolved on the real folders, where they name few files: a key is a key, however its path is written. */
import { limits } from "../../limits.ts";
import { readPattern, takesAll } from "../../shell/pattern.ts";
import { literal, type Value } from "../../shell/value.ts";
import { absolutePath } from "../../../base/path.ts";
import type { Place } from "./targets.ts";

/**
 * The files that the shell would put there. A pattern that takes all of a folder stays one, since it weighs as much as the folder, and so does a plain
 * name in the working directory.
 */
export function resolvedPattern(value: Value, place: Place): readonly Value[] {
  if (!value.glob || !value.known || !isWorthLooking(value.text, place)) return [value];
  const found = filesOf(value.text, place);
  return found === undefined || found.length === 0 ? [value] : found.map((path) => literal(path));
}

function isWorthLooking(text: string, { cwd }: Place): boolean {
  if (!text.startsWith("/") && !cwd.known) return false;
  const parts = text.split("/");
  const takesFolder = parts.every((part, position) => !/[*?[]/.test(part) || (position === parts.length - 1 && /^\.?\*+$/.test(part)));
  return !takesFolder && (text.includes("/") || /^(\.|\[)/.test(text));
}

/** Part by part; undefined where World cannot tell, or where there are more than few. */
function filesOf(pattern: string, place: Place): readonly string[] | undefined {
  let paths: readonly string[] = [pattern.startsWith("/") ? "/" : ""];
  for (const part of pattern.split("/")) {
    const next = part === "" ? paths : below(paths, part, place);
    if (next === undefined || next.length > limits.patternFiles) return undefined;
    paths = next;
  }
  const endsInPattern = /[*?[][^/]*\/*$/.test(pattern);
  return endsInPattern ? paths : paths.filter((path) => isThere(path, place));
}

function below(folders: readonly string[], part: string, place: Place): readonly string[] | undefined {
  const paths: string[] = [];
  for (const folder of folders) {
    const names = /[*?[]/.test(part) ? matching(absolutePath(folder, place.cwd.text), part, place) : [part];
    if (names === undefined) return undefined;
    paths.push(...names.map((name) => (folder === "" || folder === "/" ? folder + name : `${folder}/${name}`)));
  }
  return paths;
}

/** A dot in front has to be written out. */
function matching(folder: string, part: string, { ground }: Place): readonly string[] | undefined {
  const names = ground.world.names(folder, limits.treeEntries);
  const read = readPattern(part);
  if (!names.known) return names.why === "odd" ? [] : undefined;
  if (!names.value.whole || read === undefined) return undefined;
  return names.value.names.filter((name) => (!name.startsWith(".") || part.startsWith(".")) && takesAll(read, name) === true).toSorted();
}

function isThere(path: string, { ground, cwd }: Place): boolean {
  const entry = ground.world.entry(absolutePath(path, cwd.text));
  return entry.known && entry.value.kind !== "absent";
}
