/** The words of a tool that somebody has declared, sorted as the declaration says. */
import { behind, headOf, literal, type Value } from "../../shell/value.ts";
import { readLine } from "../describing/options.ts";
import type { DeclaredTool } from "./declared.ts";

export type SortedWords = {
  readonly verb: Value | undefined;
  readonly subverb: Value | undefined;
  /** By its long name, where the declaration gives it one. */
  readonly options: readonly { readonly name: string; readonly value?: Value }[];
  readonly positional: readonly Value[];
};

export function sortedWords(tool: DeclaredTool, words: readonly Value[]): SortedWords {
  const taking = tool.options.filter(({ takesValue }) => takesValue);
  const names = (which: "long" | "short"): readonly string[] => taking.flatMap((option) => option[which] ?? []);
  const shape = { short: names("short").join(""), long: names("long"), exact: true } as const;
  const { options, operands } = readLine(
    words.map((word) => longForm(tool, word)),
    shape,
  );
  const [verb, next, ...rest] = operands;
  const isSubverb = verb !== undefined && next?.known === true && (tool.subverbs.get(verb.text)?.includes(next.text) ?? false);
  return {
    verb,
    subverb: isSubverb ? next : undefined,
    options: options.map(({ name, ...value }) => ({ name: longName(tool, name), ...value })),
    positional: isSubverb || next === undefined ? rest : [next, ...rest],
  };
}

/** `-chdir=x` where long names have one dash, `-o=x`, and `-it` where letters do not combine: as one reader of lines takes them. */
function longForm(tool: DeclaredTool, word: Value): Value {
  const [, name = "", equals = ""] = /^-([A-Za-z][\w-]*)(=?)/.exec(headOf(word)) ?? [];
  if (name === "") return word;
  const isSingle = tool.options.some((option) => option.isSingle && option.long === name);
  const isLetter = name.length === 1 && equals !== "";
  const startsWithValue = tool.options.some(({ short, takesValue }) => takesValue && short === name[0]);
  if (!isSingle && !isLetter && (tool.combinesShorts || name.length === 1 || startsWithValue)) return word;
  const long = isLetter ? longName(tool, name) : name;
  const rest = behind(word, 1 + name.length);
  return { ...rest, text: `--${long}${rest.text}`, ...(rest.head === undefined ? literalHead(word) : { head: `--${long}${rest.head}` }) };
}

function literalHead(word: Value): Pick<Value, "head"> {
  return word.known ? {} : { head: literal("").text };
}

function longName(tool: DeclaredTool, name: string): string {
  return tool.options.find(({ short }) => short === name)?.long ?? name;
}
