/** What built-ins take and give, read from the table once a policy calls them. */
import { signatureTable } from "./signature-table.ts";
import { any, arrayOf, boolean, either, nothing, number, objectOf, setOf, string, tupleOf, type Type } from "./type.ts";

export type Signature = { readonly args: readonly Type[]; readonly result: Type };

const written: ReadonlyMap<string, string> = new Map(
  Object.entries(signatureTable).flatMap(([signature, names]) => names.split(" ").map((name) => [name, signature] as const)),
);

const known = new Map<string, Signature>();

export function signatureOf(name: string): Signature | undefined {
  const text = written.get(name);
  if (text === undefined) return undefined;
  const signature = known.get(text) ?? readSignature(text);
  known.set(text, signature);
  return signature;
}

function readSignature(text: string): Signature {
  const [before = "", after = ""] = text.split("->").map((side) => side.trim());
  return { args: before === "" ? [] : before.split(", ").map(readType), result: readType(after) };
}

/** `number|array[string]`, `array<number;string>`: brackets hold what all members are, angles what each is. */
function readType(text: string): Type {
  const options = outside(text, "|");
  return options.length > 1 ? either(options.map(readType)) : readOne(text);
}

function readOne(text: string): Type {
  const [, kind = "", bracket, inner = "any"] = /^([a-z]+)(?:([[<])(.*)[\]>])?$/.exec(text) ?? [];
  switch (kind) {
    case "array":
      return bracket === "<" ? tupleOf(outside(inner, ";").map(readType)) : arrayOf(readType(inner));
    case "set":
      return setOf(readType(inner));
    case "object":
      return objectOf(new Map(), readType(inner));
    default:
      return { number, string, boolean, null: nothing }[kind] ?? any;
  }
}

/** The parts between marks that stand outside of brackets. */
function outside(text: string, mark: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "[" || character === "<") depth++;
    if (character === "]" || character === ">") depth--;
    if (character !== mark || depth > 0) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)];
}
