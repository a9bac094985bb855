/** Assignments: what a name holds from here on, be it a text, a list or one element of a list. */
import { limits } from "../../limits.ts";
import type { Assignment, Command, Word } from "../../shell/shell.ts";
import { listValue, literal, unknownValue, type Value, withPrefix } from "../../shell/value.ts";
import { expandArray, expandAssigned, expandNumber, expandWhole, expandWord, type Lookup } from "../../shell/words.ts";
import { lookupIn } from "./lookup.ts";
import { type Reading, type Scene, setVariable } from "./scene.ts";

/** The assignments in front of a command, and its words. The parser parts `x=` from a `<(…)` right behind it; the shell does not. */
export function partsOf(node: Command): { readonly prefix: Command["prefix"]; readonly words: readonly (Word | Assignment)[] } {
  const words = together([...(node.name === undefined ? [] : [node.name]), ...node.args]);
  const last = node.prefix.at(-1);
  const [first, ...rest] = words;
  if (last?.type !== "Assignment" || first?.type !== "Word" || !isParted(last, first)) return { prefix: node.prefix, words };
  return { prefix: [...node.prefix.slice(0, -1), withValue(last, first)], words: rest };
}

function together(words: readonly (Word | Assignment)[]): readonly (Word | Assignment)[] {
  if (!words.some((word) => word.type === "Word" && word.parts?.[0]?.type === "ProcessSubstitution")) return words;
  return words.flatMap((word, position) => {
    const [before, next] = [words[position - 1], words[position + 1]];
    if (word.type === "Word" && before !== undefined && isParted(before, word)) return [];
    if (next?.type !== "Word" || !isParted(word, next)) return [word];
    return [word.type === "Assignment" ? withValue(word, next) : withEnd(word, next)];
  });
}

function withEnd(word: Word, next: Word): Word {
  const { type, pos, end, text, value } = word;
  const front = word.parts ?? [{ type: "Literal" as const, pos, end, text, value }];
  return { type, pos, end: next.end, text: text + next.text, value: value + next.value, parts: [...front, ...(next.parts ?? [])] };
}

/** The parser keeps some of it behind getters, which a spread would lose. */
function withValue({ type, pos, end, text, name, append, index }: Assignment, value: Word): Assignment {
  return { type, pos, end, text, name, append, index, value };
}

function isParted(before: Word | Assignment, next: Word): boolean {
  return before.end === next.pos && next.parts?.[0]?.type === "ProcessSubstitution";
}

/** What the names held before: in front of a program the new values hold for it alone, without one they stay. */
export function assign(reading: Reading, scene: Scene, prefix: Command["prefix"]): readonly (readonly [string, Value | undefined])[] {
  return prefix.flatMap((part) => {
    if (part.type !== "Assignment") return [];
    const [name, value] = assignedValue(part, lookupIn(reading, scene));
    const before = scene.variables.get(name);
    setVariable(scene, name, value);
    return [[name, before] as const];
  });
}

export function restore(scene: Scene, name: string, value: Value | undefined): void {
  if (value === undefined) scene.variables.delete(name);
  else scene.variables.set(name, value);
}

/** The words that one word of a command becomes; `x=y` behind `export` is one of them. */
export function fieldsOf(word: Word | Assignment, lookup: Lookup): readonly Value[] {
  if (word.type === "Word") return expandWord(word, lookup);
  const [name, value] = assignedValue(word, lookup);
  return [withPrefix(`${name}=`, value)];
}

function assignedValue(assignment: Assignment, lookup: Lookup): readonly [string, Value] {
  const { name, value, index, append } = assignment;
  const before = lookup.variable(name);
  const key = index === undefined ? undefined : keyOf(index, before, lookup);
  const whole = value.type === "ArrayValue" ? expandArray(value.elements, lookup, before?.keyed === true) : expandAssigned(value, lookup);
  if (index !== undefined) return [name, withElement(before, key, append === true ? undefined : whole) ?? unknownValue(`$${name}`)];
  return [name, append === true ? appended(before, whole, name) : whole];
}

function keyOf(index: Word, before: Value | undefined, lookup: Lookup): string | undefined {
  const written = expandWhole(index, lookup);
  if (!written.known) return undefined;
  return before?.keyed === true ? written.text : expandNumber(written, lookup)?.toString();
}

/** Undefined where nobody knows which element it is, or what the others are. */
function withElement(before: Value | undefined, key: string | undefined, value: Value | undefined): Value | undefined {
  if (key === undefined || value === undefined || key.startsWith("-")) return undefined;
  if (before !== undefined && before.items === undefined && !before.known) return undefined;
  const items = before?.items ?? (before === undefined || before.text === "" ? [] : [before]);
  const keys = before?.keys ?? items.map((_, position) => String(position));
  if (items.length > limits.wordsPerWord) return undefined;
  const at = keys.indexOf(key);
  const all = at < 0 ? [...keys.map((one, position) => [one, items[position] as Value] as const), [key, value] as const] : undefined;
  if (all === undefined) return { ...listValue(items.with(at, value), keys), ...keyedLike(before) };
  const sorted = before?.keyed === true ? all : all.sort(([one], [other]) => Number(one) - Number(other));
  return {
    ...listValue(
      sorted.map(([, item]) => item),
      sorted.map(([one]) => one),
    ),
    ...keyedLike(before),
  };
}

function keyedLike(before: Value | undefined): { readonly keyed?: true } {
  return before?.keyed === true ? { keyed: true } : {};
}

function appended(before: Value | undefined, value: Value, name: string): Value {
  if (before?.items !== undefined && value.items !== undefined) return appendedList(before, value);
  const isPlain = before?.known === true && value.known && before.items === undefined && value.items === undefined;
  return isPlain && before.text.length + value.text.length <= limits.valueChars
    ? literal(before.text + value.text)
    : unknownValue(`$${name}`);
}

function appendedList(before: Value, value: Value): Value {
  const [old, added] = [before.items ?? [], value.items ?? []];
  if (before.keyed !== true && before.keys === undefined && value.keys === undefined) return listValue([...old, ...added]);
  const oldKeys = before.keys ?? old.map((_, position) => String(position));
  const next = Number(oldKeys.at(-1) ?? -1) + 1;
  const keys = value.keys ?? added.map((_, position) => String(next + position));
  return { ...listValue([...old, ...added], [...oldKeys, ...keys]), ...keyedLike(before) };
}
