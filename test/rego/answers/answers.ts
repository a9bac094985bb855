/** Answers of OPA as text: terms of one topic in a file, each with what OPA makes of it. `undefined` where it makes nothing of it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type Answer = { readonly term: string; readonly expected: string };

export type Topic = { readonly name: string; readonly answers: readonly Answer[] };

const folder = fileURLToPath(new URL(".", import.meta.url));
const arrow = " => ";

export function topics(): readonly Topic[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".txt"));
  return files.sort().map((file) => ({ name: file.replace(".txt", ""), answers: answersIn(readFileSync(join(folder, file), "utf8")) }));
}

/** Lines that start with a number sign are comments. */
function answersIn(text: string): readonly Answer[] {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const at = line.lastIndexOf(arrow);
    return { term: line.slice(0, at), expected: line.slice(at + arrow.length) };
  });
}
