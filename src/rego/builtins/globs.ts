/** The built-ins for globs. */
import type { Value } from "../values/value.ts";
import { builtin, Refusal, wrongItem, type Answer, type Builtin, type Work } from "./builtin.ts";
import { compileGlob } from "./glob.ts";

type Arguments = readonly [pattern: string, delimiters: null | readonly Value[], text: string];

export const globs: readonly Builtin[] = [
  { ...builtin("glob.match", ["string", "null|array", "string"], (args: Arguments, work) => matches(args, work)), prepare },
  builtin("glob.quote_meta", ["string"], ([pattern]: readonly [string]) => pattern.replace(/[*?\\[\]{}]/g, "\\$&")),
];

function prepare([pattern, delimiters]: readonly (Value | undefined)[]): void {
  if (typeof pattern !== "string" || (delimiters !== null && !Array.isArray(delimiters))) return;
  const separators = separatorsOf(delimiters);
  if (!(separators instanceof Refusal)) compileGlob(pattern, separators);
}

function matches([pattern, delimiters, text]: Arguments, { spend }: Work): Answer {
  const separators = separatorsOf(delimiters);
  if (separators instanceof Refusal) return separators;
  const glob = compileGlob(pattern, separators);
  return typeof glob === "string"
    ? new Refusal(`\`glob.match\`: ${JSON.stringify(pattern)} is not a glob: ${glob}`)
    : glob.test(text, spend);
}

/** No delimiters are asked for by `null`; an empty array stands for the dot. */
function separatorsOf(delimiters: null | readonly Value[]): readonly string[] | Refusal {
  const separators: string[] = [];
  for (const one of delimiters ?? []) {
    if (typeof one !== "string" || [...one].length !== 1) return wrongItem("glob.match", one, "single characters");
    separators.push(one);
  }
  return delimiters !== null && separators.length === 0 ? ["."] : separators;
}
