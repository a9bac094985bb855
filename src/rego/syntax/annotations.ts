/** METADATA comments: a block of comment lines in YAML, about the package or rule that follows. */
import type { Json } from "../../base/json.ts";
import type { Parsed } from "./source.ts";
import { readYaml, type YamlLine } from "./yaml.ts";
import type { Comment, Token } from "./token.ts";
import type { Annotation } from "./tree.ts";

export function readAnnotations(comments: readonly Comment[], tokens: readonly Token[]): Parsed<readonly Annotation[]> {
  const annotations: Annotation[] = [];
  for (let index = 0; index < comments.length; index++) {
    const start = comments[index] as Comment;
    if (start.text.trim() !== "METADATA") continue;
    const lines = linesAfter(comments, index);
    const read = readYaml(lines, start.at);
    if (!read.ok) return read;
    if (!isMap(read.value))
      return { ok: false, flaw: { code: "rego.metadata", at: start.at, what: "METADATA needs entries like `title: …` below it" } };
    const end = (lines.at(-1) ?? start).at;
    annotations.push({ says: read.value, at: start.at, about: tokens.find((token) => token.at > end)?.at ?? end });
  }
  return { ok: true, value: annotations };
}

/** The comments on the lines directly below. */
function linesAfter(comments: readonly Comment[], index: number): YamlLine[] {
  const lines: YamlLine[] = [];
  for (let previous = comments[index] as Comment, next = index + 1; next < comments.length; next++) {
    const comment = comments[next] as Comment;
    if (comment.line !== previous.line + 1 || comment.text.trim() === "METADATA") break;
    lines.push({ text: comment.text, at: comment.at + 1 });
    previous = comment;
  }
  return lines;
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
