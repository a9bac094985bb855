/** Words with a mark in them, for which another program puts what it has found: `find -exec`, `xargs -I`, `parallel`. */
import { hole, literal, unknownValue, type Value } from "../../shell/value.ts";
import { languageOfProgram } from "./language.ts";

export function insertedFor(words: readonly Value[], mark: string, found: Value): readonly Value[] {
  // In code that is read on, a stretch that is not known keeps the rest readable.
  const isCode = languageOfProgram(words[0]?.text ?? "") !== undefined;
  const inserted = found.known || !isCode ? found : literal(hole);
  return words.map((word) => inserting(word, mark, inserted));
}

function inserting(word: Value, mark: string, found: Value): Value {
  const at = word.text.indexOf(mark);
  if (at < 0 || !word.known) return word;
  if (word.text === mark) return found;
  const text = word.text.replaceAll(mark, () => found.text);
  return found.known ? literal(text) : { ...unknownValue(text, at === 0 ? found.flow : heldIn(found)), head: word.text.slice(0, at) };
}

/** Inside another text it is no path any longer, and holds what it held. */
function heldIn({ flow }: Value): Value["flow"] {
  return flow?.holds === undefined ? undefined : { from: flow.from, holds: flow.holds };
}
