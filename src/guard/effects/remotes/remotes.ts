/** What a program lets run on another machine, in a container or in a cluster. */
import type { Elsewhere } from "../../effect.ts";
import type { Value } from "../../shell/value.ts";
import { has, type Line, readLine, valuesOf } from "../describing/options.ts";
import type { Run } from "../running/run.ts";
import { joinedWords } from "../running/shells.ts";
import type { Use } from "../describing/tool.ts";
import { shapeOf } from "../running/wrappers.ts";
import { containerRuns } from "./containers.ts";
import { type PlaceRow, placeRows } from "./places.ts";

const byName: ReadonlyMap<string, readonly PlaceRow[]> = new Map(
  [...new Set(placeRows.flatMap(({ names }) => names.split(" ")))].map((name) => [
    name,
    placeRows.filter((row) => row.names.split(" ").includes(name)),
  ]),
);

export function remoteRuns(use: Use): readonly Run[] {
  return [...(byName.get(use.name) ?? []).flatMap((row) => runsBy(row, use)), ...containerRuns(use)];
}

function runsBy(row: PlaceRow, use: Use): readonly Run[] {
  const shape = { ...shapeOf(row.takes?.split(" ") ?? []), exact: true as const };
  const dashes = row.dashes === true ? use.words.findIndex((word) => word.text === "--") : -1;
  if (row.dashes === true && dashes < 0) return [];
  const words = dashes < 0 ? use.words : use.words.slice(0, dashes);
  const line = lineBehind(row.verbs, words, { shape, isWhole: dashes >= 0 });
  if (line === undefined) return [];
  const count = row.own ?? 1;
  const [options, operands] = optionsBehind(line, count, shape);
  if (row.never !== undefined && has(options, ...row.never.split(" "))) return [];
  const command = dashes < 0 ? operands : use.words.slice(dashes + 1);
  return commands(row, { line: options, command, place: placeOf(row, options, line.operands), use });
}

type Shaped = { readonly shape: Parameters<typeof readLine>[1]; readonly isWhole: boolean };

/** The line behind the first words that it has to begin with, options in between or not. */
function lineBehind(verbs: readonly string[] | undefined, words: readonly Value[], { shape, isWhole }: Shaped): Line | undefined {
  const front = readLine(words, shape, !isWhole && verbs === undefined);
  if (verbs === undefined) return front;
  const said = front.operands.map((word) => word.text).join(" ");
  const verb = verbs.find((one) => said === one || said.startsWith(`${one} `));
  if (verb === undefined) return undefined;
  const last = front.operands[verb.split(" ").length - 1] as Value;
  const rest = readLine(words.slice(words.indexOf(last) + 1), shape, !isWhole);
  return { ...rest, options: [...front.options, ...rest.options] };
}

/** ssh takes options behind the host as well. */
function optionsBehind(line: Line, count: number, shape: Shaped["shape"]): readonly [Line, readonly Value[]] {
  const rest = line.operands.slice(count);
  if (count === 0 || rest[0]?.text.startsWith("-") !== true) return [line, rest];
  const again = readLine(rest, shape, true);
  return [{ ...line, options: [...line.options, ...again.options] }, again.operands];
}

function placeOf({ kind, named, own = 1 }: PlaceRow, line: Line, operands: readonly Value[]): Elsewhere {
  const [option] = named === undefined ? [] : valuesOf(line, ...named.split(" "));
  return { kind, name: (option ?? (own > 0 ? operands[0] : undefined))?.text ?? `a ${kind}` };
}

type Commanded = { readonly line: Line; readonly command: readonly Value[]; readonly place: Elsewhere; readonly use: Use };

function commands(row: PlaceRow, { line, command, place, use }: Commanded): readonly Run[] {
  const around = { via: use.name, on: place };
  if (row.texts !== undefined && has(line, ...row.texts.split(" "))) {
    if (use.name === "ansible" && !/^(shell|command|raw|)$/.test(valuesOf(line, "m", "module-name")[0]?.text ?? "")) return [];
    return valuesOf(line, ...row.texts.split(" ")).map((text) => ({ ...around, as: "shell", text }));
  }
  if (command.length > 0)
    return [row.joins === true ? { ...around, as: "shell", text: joinedWords(command) } : { ...around, as: "words", words: command }];
  const reads = row.shell === true && use.stdin !== undefined && line.operands.length >= (row.own ?? 1);
  return reads ? [{ ...around, as: "input", language: "shell" }] : [];
}
