/** Reads corpus files: one case per line, `verdict rule command`. */
import { readdirSync, readFileSync } from "node:fs";
import { type Verdict, verdicts } from "../../src/guard/guard.ts";

/** `rule` is the rule that leads the decision; `-` where no rule has anything to say. `␤` in a command stands for a line feed. */
export type Case = {
  readonly file: string;
  readonly line: number;
  readonly verdict: Verdict;
  readonly rule: string;
  readonly command: string;
};

const folder = new URL("../../corpus/", import.meta.url);

export function corpusCases(): readonly Case[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort();
  return files.flatMap((file) => casesIn(file, readFileSync(new URL(file, folder), "utf8")));
}

function casesIn(file: string, text: string): Case[] {
  return text.split("\n").flatMap((line, position) => {
    if (line.trim() === "" || line.startsWith("#")) return [];
    const [, word, rule, command] = /^(\w+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    const verdict = verdicts.find((one) => one === word);
    if (verdict === undefined || rule === undefined || command === undefined)
      throw new Error(`corpus/${file}:${position + 1}: not \`verdict rule command\``);
    return [{ file, line: position + 1, verdict, rule, command: command.replaceAll("␤", "\n") }];
  });
}
