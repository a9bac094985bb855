/** osascript: what it has the Finder do with files; what it lets a shell do stands with the other options that execute. */
import { literal, type Value } from "../../../shell/value.ts";
import { fileDelete, type Part } from "../../describing/deeds.ts";
import { valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";

export const finder: Tool = { names: ["osascript"], shape: { short: "els", long: [] }, effects };

function effects(use: Use): readonly Part[] {
  const texts = [...valuesOf(use.line, "e").map(({ text }) => text), use.stdin?.text ?? ""].join("\n");
  if (!/\btell\s+app(?:lication)?\s+"Finder"/i.test(texts)) return [];
  const trash = literal(`${use.place.ground.home}/.Trash`);
  const emptied: readonly Part[] = /\bempty\s+(?:the\s+)?trash\b/i.test(texts)
    ? [{ ...fileDelete(trash, use.place, true), loss: "forever" }]
    : [];
  return [...emptied, ...deleted(texts).map((path): Part => ({ ...fileDelete(path, use.place, true), loss: "undo" }))];
}

/** It can be taken out of the bin again. */
function deleted(text: string): readonly Value[] {
  if (!/\bdelete\b|\bmove\b[^\n]*\bto\s+(?:the\s+)?trash\b/i.test(text)) return [];
  const named = [...text.matchAll(/POSIX file\s+"([^"]*)"|"(\/[^"]*)"/gi)].map(([, file, path]) => literal(file ?? path ?? ""));
  return named.length > 0 ? named : [{ ...literal("what the Finder names"), known: false }];
}
