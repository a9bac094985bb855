/** Reads corpus files: one case per line, `verdict rule command`, and the files that some of them need. */
import { readdirSync, readFileSync } from "node:fs";
import { type Verdict, verdicts } from "../../src/guard/guard.ts";
import type { Files } from "../lib/memory-world.ts";

/** `rule` is the rule that leads the decision; `-` where no rule has anything to say. `␤` in a command stands for a line feed. */
export type Case = {
  readonly file: string;
  readonly line: number;
  readonly verdict: Verdict;
  readonly rule: string;
  readonly command: string;
  /** The class of bypass, or with an `f` of false alarm, whose heading `## class 7` stands above. */
  readonly class?: string;
  /** What lies in the home besides `homeFiles`, by paths below the home. */
  readonly files: Files;
};

const folder = new URL("../../corpus/", import.meta.url);

/** Those that need nothing but the home that all share. */
export function corpusCases(): readonly Case[] {
  return allCases().filter(({ files }) => Object.keys(files).length === 0);
}

export function allCases(): readonly Case[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort();
  return files.flatMap((file) => casesIn(file, readFileSync(new URL(file, folder), "utf8")));
}

/** `@file PATH` with its lines behind `|` is there for the cases that follow, until the next `@file` behind a case begins anew. */
function casesIn(file: string, text: string): Case[] {
  const cases: Case[] = [];
  let files: Record<string, string> = {};
  let [path, isUsed] = ["", false];
  let about: Pick<Case, "class"> = {};
  for (const [position, line] of text.split("\n").entries()) {
    const heading = /^## class (\w+)/.exec(line)?.[1];
    if (heading !== undefined) about = { class: heading };
    const named = /^@file\s+(\S+)$/.exec(line)?.[1];
    const content = /^\| ?(.*)$/.exec(line)?.[1];
    if (named !== undefined) {
      if (isUsed) files = {};
      [path, isUsed] = [named.startsWith("~/") ? named.slice(2) : `proj/${named}`, false];
      files[path] = "";
    } else if (content !== undefined) files[path] = `${files[path]}${content}\n`;
    else if (line.trim() !== "" && !line.startsWith("#")) {
      cases.push({ ...caseIn(line, `corpus/${file}:${position + 1}`), file, line: position + 1, ...about, files: { ...files } });
      isUsed = true;
    }
  }
  return cases;
}

function caseIn(line: string, place: string): Pick<Case, "verdict" | "rule" | "command"> {
  const [, word, rule, command] = /^(\w+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
  const verdict = verdicts.find((one) => one === word);
  if (verdict === undefined || rule === undefined || command === undefined) throw new Error(`${place}: not \`verdict rule command\``);
  return { verdict, rule, command: command.replaceAll("␤", "\n") };
}
