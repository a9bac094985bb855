/** Variables that are read from what flows in, or printed into: exact where the text is known. */
import { limits } from "../../limits.ts";
import { type Flow, headOf, listValue, literal, unknownValue, type Value } from "../../shell/value.ts";
import { noFlow } from "../describing/flows.ts";
import type { Invocation } from "./invocation.ts";
import { has, readLine, valuesOf } from "../describing/options.ts";
import { printed } from "../pure/printf.ts";
import { type Reading, type Scene, setVariable, variableIn } from "./scene.ts";

/** `read`: one line, cut into as many words as there are names; the last takes the rest. */
export function readLineInto(_: Reading, scene: Scene, { words, stdin }: Invocation): Flow {
  const line = readLine(words.slice(1), { short: "adinNptu", long: [] });
  const [list] = valuesOf(line, "a");
  const names = line.operands.map((word) => word.text);
  const isPlain = !has(line, "d", "n", "N", "t", "u", "i") && line.unclear.length === 0;
  const text = isPlain ? nextLine(scene, stdin) : undefined;
  if (text === "end") scene.here.succeeded = false;
  const known = text === undefined || (text !== "end" && text.includes("\\") && !has(line, "r")) ? undefined : text === "end" ? "" : text;
  if (text !== undefined && text !== "end") scene.here.succeeded = true;
  if (list !== undefined) setVariable(scene, list.text, allFields(known, scene, stdin));
  else fill(scene, { names: names.length > 0 ? names : ["REPLY"], text: known, stdin, isWhole: names.length === 0 });
  return noFlow;
}

/** The line that has not been read yet; undefined where nobody knows. */
function nextLine(scene: Scene, stdin: Flow | undefined): string | "end" | undefined {
  const { taken } = scene.here;
  const from = stdin === undefined || !taken.has(stdin) ? 0 : taken.get(stdin);
  if (stdin?.text === undefined || stdin.from === "download" || from === undefined) return undefined;
  if (from >= stdin.text.length) return "end";
  const end = stdin.text.indexOf("\n", from);
  // A last line without its break is read, and yet the shell says that there was none.
  if (end < 0) return undefined;
  scene.here.taken = new Map([...taken, [stdin, end + 1]]);
  return stdin.text.slice(from, end);
}

type Filling = {
  readonly names: readonly string[];
  readonly text: string | undefined;
  readonly stdin: Flow | undefined;
  readonly isWhole: boolean;
};

function fill(scene: Scene, { names, text, stdin, isWhole }: Filling): void {
  const separators = isWhole ? literal("") : variableIn(scene, "IFS");
  const parts = text === undefined ? undefined : fieldsIn(text, names.length, separators);
  names.forEach((name, position) => {
    setVariable(
      scene,
      name,
      parts === undefined ? unknownValue(`$${name}`, names.length === 1 ? stdin : partOf(stdin)) : literal(parts[position] ?? ""),
    );
  });
}

/** A part of a line that is a path is none any longer. */
function partOf(stdin: Flow | undefined): Flow | undefined {
  if (stdin === undefined) return undefined;
  const { below: _, text: __, file: ___, ...rest } = stdin;
  return rest;
}

/** Undefined where the separators are not known, or are more than blanks. */
function fieldsIn(text: string, count: number, separators: Value | undefined): readonly string[] | undefined {
  if (separators !== undefined && !separators.known) return undefined;
  const set = separators?.text ?? " \t\n";
  if (set === "") return [text];
  if (/^[ \t\n]+$/.test(set)) return blankFields(text.replace(/^[ \t\n]+|[ \t\n]+$/g, ""), count);
  if (set.length > 1) return undefined;
  const parts = text.split(set);
  return parts.length <= count ? parts : [...parts.slice(0, count - 1), parts.slice(count - 1).join(set)];
}

function blankFields(text: string, count: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (parts.length < count - 1 && rest !== "") {
    const [part = ""] = /^[^ \t\n]*/.exec(rest) ?? [];
    parts.push(part);
    rest = rest.slice(part.length).replace(/^[ \t\n]+/, "");
  }
  return [...parts, rest];
}

function allFields(text: string | undefined, scene: Scene, stdin: Flow | undefined): Value {
  const parts = text === undefined ? undefined : fieldsIn(text, limits.wordsPerWord, variableIn(scene, "IFS"));
  if (parts === undefined || parts.length >= limits.wordsPerWord) return listValue([{ ...unknownValue("$(read)", stdin), loose: true }]);
  return listValue(parts.filter((part) => part !== "").map(literal));
}

/** `mapfile`: all the lines. */
export function readLinesInto(_: Reading, scene: Scene, { words, stdin }: Invocation): Flow {
  const line = readLine(words.slice(1), { short: "dnOsuCc", long: [] });
  const name = line.operands[0]?.text ?? "MAPFILE";
  const isPlain = line.options.every((option) => option.name === "t") && has(line, "t");
  const text = isPlain && stdin?.from !== "download" ? stdin?.text : undefined;
  const lines = text?.replace(/\n$/, "").split("\n");
  const isShort = lines !== undefined && lines.length <= limits.wordsPerWord;
  setVariable(
    scene,
    name,
    isShort ? listValue(text === "" ? [] : lines.map(literal)) : listValue([{ ...unknownValue(`$${name}`, stdin), loose: true }]),
  );
  return noFlow;
}

/** `printf -v` prints into a variable; any other `printf` is for its tool. */
export function printInto(_: Reading, scene: Scene, { words }: Invocation): Flow | undefined {
  const [, option, target, ...rest] = words;
  if (option?.text !== "-v" || target === undefined) return undefined;
  const text = rest.every((word) => word.known) ? printed(rest.map((word) => word.text)) : undefined;
  const flow = rest.find((word) => word.flow !== undefined)?.flow;
  const name = /^\w+/.exec(headOf(target))?.[0];
  if (name === undefined) return noFlow;
  const isPlain = name === target.text && text !== undefined && text.length <= limits.valueChars;
  setVariable(scene, name, isPlain ? { ...literal(text), ...(flow === undefined ? {} : { flow }) } : unknownValue(`$${name}`, flow));
  return noFlow;
}
