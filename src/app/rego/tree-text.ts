/** A tree as people read it: one line for each part, indented below what it is a part of. */
import type { Json } from "../../base/json.ts";

type Members = { readonly [name: string]: Json };

export function treeText(tree: Json): string {
  return typeof tree === "object" && tree !== null && !Array.isArray(tree) ? memberLines(tree as Members, 0).join("") : "";
}

function partLines(name: string, part: Json, depth: number): string[] {
  const line = (text: string): string => `${"  ".repeat(depth)}${`${name}: ${text}`.trimEnd()}\n`;
  if (Array.isArray(part)) {
    if (part.every((item) => typeof item !== "object" || item === null)) return [line(JSON.stringify(part))];
    return [line(""), ...part.flatMap((item: Json) => partLines("-", item, depth + 1))];
  }
  if (typeof part !== "object" || part === null) return [line(JSON.stringify(part))];
  const { is = "", at, ...rest } = part as Members;
  const heading = [String(is), placeText(at)].filter((text) => text !== "").join(" ");
  return [line(heading), ...memberLines(rest, depth + 1)];
}

function memberLines(members: Members, depth: number): string[] {
  return Object.entries(members).flatMap(([name, value]) => partLines(name, value, depth));
}

function placeText(at: Json | undefined): string {
  if (typeof at !== "object" || at === null) return "";
  const { line, column } = at as Members;
  return `${String(line)}:${String(column)}`;
}
