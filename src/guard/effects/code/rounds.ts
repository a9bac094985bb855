/** Rounds over what a loop or a comprehension goes over: one by one where known, else as any number of them. */
import { bounds } from "./bounds.ts";
import { flowOf, itemsOf, madeFrom, text, textOf, type Datum } from "./datum.ts";
import { itemAt } from "./members.ts";
import { mayStep, uncertainly, type Run } from "./run.ts";

type Rounds = { readonly line: number; readonly body: (item: Datum) => void; readonly keys?: boolean };

/** True when each round was followed by itself. */
export function eachItem(run: Run, over: Datum, { line, body, keys }: Rounds): boolean {
  const items = partsOf(over, { items: keys === true, names: keys === true || run.dialect.language === "python" });
  if (items !== undefined && run.rounds + items.length <= bounds.rounds) {
    for (const item of items) {
      run.rounds += 1;
      if (!mayStep(run, line)) return false;
      body(item);
    }
    return true;
  }
  anyNumber(run, () => body(anyOf(over)));
  return false;
}

/** Twice, since the second round may use what the first one left. */
export function anyNumber(run: Run, body: () => void): void {
  for (let round = 0; round < 2; round += 1) uncertainly(run, [body, () => {}]);
}

function anyOf(over: Datum): Datum {
  if (over.kind === "object" && over.parts?.[0] !== undefined) return over.parts[0];
  return over.kind === "list" ? itemAt({ ...over, whole: false }, 0) : madeFrom([over], "one of them");
}

/** The names in the place of what they name. */
type Names = { readonly items: boolean; readonly names: boolean };

function partsOf(over: Datum, keys: Names): readonly Datum[] | undefined {
  if (over.kind === "table") return over.whole ? (keys.names ? [...over.entries.keys()].map(text) : [...over.entries.values()]) : undefined;
  const items = itemsOf(over);
  if (items !== undefined) return keys.items ? items.map((_, at) => ({ kind: "number", number: at })) : items;
  const content = over.kind === "text" ? textOf(over) : undefined;
  if (content === undefined || content.length > bounds.members || over.kind !== "text") return undefined;
  if (over.bytes === true) return Array.from(content, (character) => ({ kind: "number", number: character.charCodeAt(0) }));
  const flow = flowOf([over]);
  return Array.from(content, (character) => ({
    kind: "text",
    value: { text: character, known: true, glob: false, ...(flow === undefined ? {} : { flow }) },
  }));
}
