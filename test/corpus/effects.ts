/** Reads `corpus/effects`: under each list of effects the commands that have these and no others. */
import { readdirSync, readFileSync } from "node:fs";

/** One line of commands, as it is written and as it is spelled out. */
export type EffectCase = { readonly file: string; readonly line: number; readonly text: string; readonly uses: readonly EffectUse[] };

/** One text for each effect, in the order of the alphabet; none where the command has no effect. */
export type EffectUse = { readonly command: string; readonly effects: readonly string[] };

const folder = new URL("../../corpus/effects/", import.meta.url);

export function effectCases(): readonly EffectCase[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort();
  return files.flatMap((file) => effectCasesIn(`effects/${file}`, readFileSync(new URL(file, folder), "utf8")));
}

/** Lines at the margin are effects, indented ones commands; an effect behind a command begins a new list. `nothing` is the empty list. */
export function effectCasesIn(file: string, text: string): readonly EffectCase[] {
  const cases: EffectCase[] = [];
  let effects: string[] = [];
  let isUsed = false;
  for (const [position, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (!line.startsWith("\t")) {
      effects = isUsed ? [line] : [...effects, line];
      isUsed = false;
      continue;
    }
    isUsed = true;
    const uses = spelledOut(line.trim()).map(({ text: command, picked }): EffectUse => ({
      command: command.replaceAll("␤", "\n"),
      effects: listOf(effects.map((one) => filled(one, picked))),
    }));
    cases.push({ file, line: position + 1, text: line.trim(), uses });
  }
  return cases;
}

export function listOf(effects: readonly string[]): readonly string[] {
  return [...new Set(effects)].filter((effect) => effect !== "nothing").sort();
}

type Spelled = { readonly text: string; readonly picked: readonly string[] };

/** `⟨a b⟩` stands for each of its words in turn, in which `‿` is a blank. */
function spelledOut(text: string): readonly Spelled[] {
  const [whole, before = "", words, behind = ""] = /^([^⟨]*)⟨([^⟩]*)⟩(.*)$/.exec(text) ?? [];
  if (whole === undefined || words === undefined) return [{ text, picked: [] }];
  return words.split(" ").flatMap((one) => {
    const word = one.replaceAll("‿", " ");
    return spelledOut(behind).map((rest) => ({ text: before + word + rest.text, picked: [word, ...rest.picked] }));
  });
}

/** `⟨1⟩` in an effect is the word that the first `⟨…⟩` of the command stands for. */
function filled(effect: string, picked: readonly string[]): string {
  return effect.replaceAll(/⟨(\d)⟩/g, (_, digit: string) => picked[Number(digit) - 1] ?? "");
}
