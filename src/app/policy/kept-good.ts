/** The last sets of files that loaded, kept beside the layer, so that a person can take one back. */
import { readJson } from "../../base/json.ts";
import { exactly, list, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { readTextIfThere, replaceFile } from "../../hosts/node/node.ts";
import type { Source } from "../../rego/rego.ts";

/** The newest first: what loaded last, and what loaded before that. */
export type KeptGood = readonly (readonly Source[])[];

const mostKept = 2;

const keptGood = object({ version: exactly(1), sets: list(list(object({ file: text, text }))) });

function keptFile(folder: string): string {
  return `${folder}/policy/good.json`;
}

export function readKept(folder: string): Result<KeptGood> {
  const said = readTextIfThere(keptFile(folder));
  if (!said.ok || said.value === null) return said.ok ? done([]) : said;
  const json = readJson(said.value);
  const read = json.ok ? keptGood(json.value, "good") : json;
  return read.ok ? done(read.value.sets) : fail({ ...read.fault, what: `\`${keptFile(folder)}\` is damaged: ${read.fault.what}` });
}

/** What is damaged is begun anew: nothing could be taken back from it. */
export function keepGood(folder: string, sources: readonly Source[]): Result<void> {
  const before = readKept(folder);
  const sets = before.ok ? before.value : [];
  const [newest] = sets;
  if (newest !== undefined && isSame(newest, sources)) return done(undefined);
  return replaceFile(keptFile(folder), `${JSON.stringify({ version: 1, sets: [sources, ...sets].slice(0, mostKept) })}\n`);
}

export function isSame(one: readonly Source[], other: readonly Source[]): boolean {
  return allOf(one) === allOf(other);
}

function allOf(sources: readonly Source[]): string {
  return JSON.stringify(sources.map(({ file, text: said }) => [file, said]).toSorted());
}
