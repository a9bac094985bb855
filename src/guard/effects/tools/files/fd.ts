/** fd: lists the entries below folders, and runs a command on them. */
import { type Flow, literal, type Value } from "../../../shell/value.ts";
import { has, type Line, readLine, valuesOf } from "../../describing/options.ts";
import { insertedFor } from "../../running/insertion.ts";
import type { Run } from "../../running/run.ts";
import type { Tool, Use } from "../../describing/tool.ts";

const shape = {
  short: "edEtScojxXC",
  long: `extension max-depth min-depth exact-depth exclude type size color owner threads max-results changed-within changed-before
    base-directory search-path path-separator ignore-file batch-size and format`.split(/\s+/),
  exact: true,
} as const;

export const fd: Tool = { names: ["fd", "fdfind"], shape, runs, output: (use) => listed(lineOf(use).line) };

type Read = { readonly line: Line; readonly command: readonly Value[]; readonly by: string };

/** All words behind `-x` and `-X` are the command, up to a `;`. */
function lineOf({ words }: Use): Read {
  const at = words.findIndex(({ text }) => /^(-[xX]|--exec(-batch)?)$/.test(text));
  const rest = at < 0 ? [] : words.slice(at + 1);
  const end = rest.findIndex(({ text }) => text === ";");
  return {
    line: readLine(at < 0 ? words : words.slice(0, at), shape),
    command: end < 0 ? rest : rest.slice(0, end),
    by: words[at]?.text ?? "",
  };
}

/** Where nothing in the command stands for what was found, it comes behind the other words. */
function runs(use: Use): readonly Run[] {
  const { line, command, by } = lineOf(use);
  if (command.length === 0 || has(line, "h", "help", "V", "version")) return [];
  const found: Value = { text: "{}", known: false, glob: false, flow: listed(line) };
  const isMarked = command.some(({ text }) => /\{(\/{0,2}|\.|\/\.)\}/.test(text));
  const words = isMarked ? insertedFor(command, "{}", found) : [...command, found];
  return [{ as: "words", words, via: `fd ${by}` }];
}

/** The first operand is what the names look like, the others are folders. */
function listed(line: Line): Flow {
  const [pattern, ...folders] = line.operands;
  const roots = [...folders, ...valuesOf(line, "base-directory", "search-path")];
  if (!roots.every(({ known }) => known)) return { from: "unread" };
  const [ending, ...more] = valuesOf(line, "e", "extension");
  const isAny = pattern === undefined || (pattern.known && /^(\.|\.\*|)$/.test(pattern.text));
  const narrows = line.options.some(
    ({ name }) =>
      !/^(H|I|u|hidden|no-ignore|unrestricted|a|absolute-path|0|print0|L|follow|t|type|j|threads|c|color|p|full-path|e|extension)$/.test(
        name,
      ),
  );
  const named =
    isAny && ending?.known === true && more.length === 0
      ? { named: `*.${ending.text.replace(/^\./, "")}`, ...(narrows ? {} : { allNamed: true as const }) }
      : {};
  const isAll = isAny && ending === undefined && !narrows;
  const below = roots.length === 0 ? [literal(".")] : roots;
  return { from: "unread", below: below.map(({ text }) => text), ...named, ...(isAll ? { everything: true as const } : {}) };
}
