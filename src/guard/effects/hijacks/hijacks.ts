/** What a harmless program runs because of a variable or an option. */
import type { Flow, Value } from "../../shell/value.ts";
import type { Part } from "../describing/deeds.ts";
import { isSystemPath } from "../places/usual-folders.ts";
import { readLine, valuesOf } from "../describing/options.ts";
import type { Run } from "../running/run.ts";
import { pathTarget, type Place } from "../places/targets.ts";
import type { Use } from "../describing/tool.ts";
import { shapeOf } from "../running/wrappers.ts";
import { type OptionRow, optionsOf } from "./options.ts";
import { type Obeyed, variableNamed } from "./variables.ts";

export type Hijack = { readonly runs: readonly Run[]; readonly parts: readonly Part[] };

const none: Hijack = { runs: [], parts: [] };

/** Whoever obeys the variable may do so or not. */
export function variableHijack(name: string, value: Value, place: Place): Hijack {
  const row = variableNamed(name);
  if (row === undefined || value.text === "") return none;
  if (!value.known && (row.everyday === true || row.obeyed.as === "holder")) return none;
  return obeyed(row.obeyed, value, { via: name, place });
}

type Obeying = { readonly via: string; readonly place: Place };

function obeyed(what: Obeyed, value: Value, { via, place }: Obeying): Hijack {
  switch (what.as) {
    case "shell":
      return { ...none, runs: [{ as: "shell", text: value, via, certainty: "possible" }] };
    case "file":
      return { ...none, runs: [{ as: "file", path: value, language: what.language, via, certainty: "possible" }] };
    case "code":
      return {
        ...none,
        runs: what.language === "shell" ? [] : [{ as: "code", language: what.language, text: value, via, certainty: "possible" }],
      };
    case "library":
      return { ...none, parts: libraries(value, place) };
    case "holder":
      return joined(held(what.pattern, value).map((one) => obeyed(what.holds, one, { via, place })));
  }
}

function joined(hijacks: readonly Hijack[]): Hijack {
  return { runs: hijacks.flatMap(({ runs }) => runs), parts: hijacks.flatMap(({ parts }) => parts) };
}

/** What was installed with the system is nobody's trick; a name without a folder is looked up there. */
function libraries(value: Value, place: Place): readonly Part[] {
  const paths = value.known ? value.text.split(/[:\s]+/).filter((path) => path.includes("/")) : [value.text];
  return paths.flatMap((path): readonly Part[] => {
    if (value.known && isSystemPath(path)) return [];
    return [{ kind: "execute", from: "unread", target: pathTarget({ ...value, text: path }, place, "through"), loss: "unknown" }];
  });
}

/** What the options and words of this tool let run. */
export function optionHijack(use: Use): Hijack {
  const rows = optionsOf(use.name);
  return rows.length === 0 ? none : joined(rows.map((row) => rowHijack(row, use)));
}

function rowHijack(row: OptionRow, use: Use): Hijack {
  const values = row.holds === undefined ? named(row, use) : named(row, use).flatMap((value) => held(row.holds as RegExp, value));
  const words = row.words === undefined ? [] : use.words.flatMap((word) => held(row.words as RegExp, word));
  const found = [...values, ...words, ...fed(row, use.stdin)];
  const remote: Flow = { from: "remote", origin: "another machine" };
  const runs = found.map((value): Run => {
    const around = { via: use.name, ...(row.remote === true ? { stdin: remote } : {}) };
    return row.as === "file" ? { ...around, as: "file", path: value, ...languageOf(row) } : { ...around, as: "shell", text: value };
  });
  return row.as === "library" ? { ...none, parts: found.flatMap((value) => libraries(value, use.place)) } : { ...none, runs };
}

function languageOf({ language }: OptionRow): { readonly language?: OptionRow["language"] & string } {
  return language === undefined ? {} : { language };
}

/** Also options that the tool's own table does not name take their value here. */
function named({ options }: OptionRow, { words, line }: Use): readonly Value[] {
  if (options === undefined) return [];
  const names = options.split(" ");
  const own = shapeOf(names);
  const shape = { short: line.shape.short + own.short, long: [...line.shape.long, ...own.long], exact: true as const };
  return [...valuesOf(readLine(words, shape), ...names), ...singleDashed(words, names)];
}

/** `-toolexec CMD`, `-exec=CMD`: long names behind one dash. */
function singleDashed(words: readonly Value[], names: readonly string[]): readonly Value[] {
  return words.flatMap((word, position) => {
    const name = /^-([a-z][\w-]+)(=|$)/.exec(word.text);
    if (name === null || !names.includes(name[1] as string)) return [];
    const next = words[position + 1];
    if (name[2] === "=") return [{ ...word, text: word.text.slice(name[0].length) }];
    return next === undefined ? [] : [next];
  });
}

/** The stretches of a value that the pattern finds; what is not known in it stays so. */
function held(pattern: RegExp, value: Value): readonly Value[] {
  return stretches(pattern, value.text).map((text) => ({
    text,
    known: value.known,
    glob: false,
    ...(value.flow === undefined ? {} : { flow: value.flow }),
  }));
}

function stretches(pattern: RegExp, text: string): readonly string[] {
  const found = pattern.global ? [...text.matchAll(pattern)] : [pattern.exec(text)];
  return found
    .flatMap((match) => match?.slice(1).find((group) => group !== undefined) ?? [])
    .map((stretch) => stretch.replace(/\\(["\\])/g, "$1"));
}

function fed({ input }: OptionRow, stdin: Flow | undefined): readonly Value[] {
  return input === undefined || stdin?.text === undefined ? [] : held(input, { text: stdin.text, known: true, glob: false });
}
