/** Tools whose first operand says what they do: a table of verbs, each with its deeds. */
import { type Part, unreadable } from "./deeds.ts";
import type { Use } from "./tool.ts";

/** One use of a verb: its line begins behind the verb. */
export type VerbUse = Use & { readonly verb: string };

export type Deeds = (use: VerbUse) => readonly Part[];

/** Several verbs that do the same stand in one key, with blanks between them. */
export type Verbs = ReadonlyMap<string, Deeds>;

export function verbsOf(rows: Readonly<Record<string, Deeds>>): Verbs {
  return new Map(Object.entries(rows).flatMap(([names, deeds]) => names.split(" ").map((name) => [name, deeds] as const)));
}

/** Nothing for a verb that is in no row; one that is not known may be any of them. */
export function partsByVerb(use: Use, verbs: Verbs): readonly Part[] {
  const [verb, ...operands] = use.line.operands;
  if (verb === undefined) return [];
  if (!verb.known) return [unreadable(verb)];
  const words = use.words.slice(use.words.indexOf(verb) + 1);
  const deeds = verbs.get(verb.text);
  return deeds?.({ ...use, verb: verb.text, words, line: { ...use.line, operands } }) ?? [];
}
