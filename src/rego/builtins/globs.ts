/** The built-ins for globs. */
import type { Value } from "../values/value.ts";
import { Regex } from "../regex/regex.ts";
import { builtin, Refusal, wrongItem, type Answer, type Apply, type Builtin, type Work } from "./builtin.ts";
import { compileGlob } from "./glob.ts";

type Arguments = readonly [pattern: string, delimiters: null | readonly Value[], text: string];

const globMatch = builtin("glob.match", ["string", "null|array", "string"], (args: Arguments, work) => matches(args, work));

export const globs: readonly Builtin[] = [
  { ...globMatch, prepare },
  builtin("glob.quote_meta", ["string"], ([pattern]: readonly [string]) => pattern.replace(/[*?\\[\]{}]/g, "\\$&")),
];

function prepare([pattern, delimiters]: readonly (Value | undefined)[]): Apply | undefined {
  if (typeof pattern !== "string" || (delimiters !== null && !Array.isArray(delimiters))) return undefined;
  const separators = separatorsOf(delimiters);
  const glob = separators instanceof Refusal ? undefined : compileGlob(pattern, separators);
  if (!(glob instanceof Regex)) return undefined;
  return (args, work) => (typeof args[2] === "string" ? glob.test(args[2], work.spend) : globMatch.apply(args, work));
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
