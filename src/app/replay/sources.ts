/** Where a replay takes its calls from: files and folders that a person names, the ledger, or what the agents of this machine wrote down. */
import { installers } from "../../agents/agents.ts";
import type { Fault } from "../../base/fault.ts";
import { absolutePath } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { entryOf, linesIn, newestFiles } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { finderIn } from "../ledger/finder.ts";
import { workplace } from "../ledger/workplace.ts";
import { type Form, formOf } from "./form.ts";
import { typedIn } from "./history.ts";
import { recordedCalls } from "./ledger-calls.ts";
import { type Place, shellCall, toldCall } from "./told-calls.ts";
import type { Wanted } from "./wanted.ts";

export type Source = { readonly name: string; readonly wanted: () => Result<Iterable<Wanted>> };

export type Search = {
  readonly place: Place;
  /** The form of every file, where somebody has said it. */
  readonly form?: Form;
  /** Hears of what could not be read. */
  readonly lost: (fault: Fault) => void;
};

/** Everything that these paths lead to; a file that is named and cannot be read is a fault, one in a folder is passed over. */
export function sourcesAt(paths: readonly string[], desk: Desk, search: Search): Result<readonly Source[]> {
  const sources: Source[] = [];
  for (const path of paths.map((one) => absolutePath(one, desk.around.cwd))) {
    if (entryOf(path)?.kind !== "folder") {
      const source = fileSource(path, search);
      if (!source.ok) return source;
      sources.push(source.value);
    } else if (isLedger(path)) sources.push(ledgerSource(desk, path, search));
    else sources.push(...folderSources(path, search));
  }
  return done(sources);
}

/** The transcripts of every agent that keeps some where we can read them. */
export function agentSources({ around }: Desk, search: Search): readonly Source[] {
  return installers.flatMap(({ transcripts }) =>
    transcripts?.calls === undefined ? [] : folderSources(transcripts.folder(around.home, around.variable), search),
  );
}

export function ownLedger(desk: Desk, search: Search): Source {
  return ledgerSource(desk, workplace(desk, {}).folder, search);
}

/** The oldest first, as it happened. */
function folderSources(folder: string, search: Search): readonly Source[] {
  return newestFiles(folder, 0, mostFiles)
    .toReversed()
    .flatMap((path) => {
      const source = /\.jsonl$|_history$/.test(path) ? fileSource(path, search) : undefined;
      return source?.ok === true ? [source.value] : [];
    });
}

const mostFiles = 20_000;

function fileSource(path: string, search: Search): Result<Source> {
  const form = search.form === undefined ? lookedAt(path) : done(search.form);
  return form.ok ? done({ name: path, wanted: () => wantedIn(path, form.value, search) }) : form;
}

function lookedAt(path: string): Result<Form> {
  const lines = linesIn(path, { mostBytes: mostLineBytes, lost: () => undefined });
  if (!lines.ok) return lines;
  const form = formOf(path, firstTexts(lines.value));
  return form === undefined
    ? fail({
        code: "replay.form",
        what: `\`${path}\` is in no form that is known here`,
        todo: "say with `--form` what it is; `sheepdog replay --help` lists the forms",
      })
    : done(form);
}

/** What the judge takes as one line; a line that is no call may be longer, and is no loss. */
const mostLineBytes = 8 * 1024 * 1024;
const fewLines = 50;

function firstTexts(lines: Iterable<Uint8Array>): readonly string[] {
  const found: string[] = [];
  for (const text of texts(lines)) {
    found.push(text);
    if (found.length === fewLines) break;
  }
  return found;
}

function wantedIn(path: string, form: Form, { place, lost }: Search): Result<Iterable<Wanted>> {
  const lines = linesIn(path, { mostBytes: mostLineBytes, lost });
  return lines.ok ? done(wantedAmong(lines.value, form, place)) : lines;
}

function* wantedAmong(lines: Iterable<Uint8Array>, form: Form, place: Place): Iterable<Wanted> {
  switch (form.is) {
    case "transcript":
      for (const told of form.calls.among(texts(lines), place)) yield { by: form.agent, ...told };
      break;
    case "history":
      for (const { command, ...typed } of typedIn(form.shell, lines))
        yield { by: `${form.shell} history`, ...typed, call: done(shellCall(command, place)) };
      break;
    case "calls":
      for (const line of texts(lines)) if (line.trim() !== "") yield { by: "calls", call: toldCall(line, place) };
      break;
  }
}

function* texts(lines: Iterable<Uint8Array>): Iterable<string> {
  const decoder = new TextDecoder();
  for (const line of lines) yield decoder.decode(line);
}

function isLedger(folder: string): boolean {
  return entryOf(`${folder}/records`)?.kind === "file";
}

function ledgerSource(desk: Desk, folder: string, { place }: Search): Source {
  return { name: folder, wanted: () => recordedIn(desk, folder, place) };
}

function recordedIn(desk: Desk, folder: string, place: Place): Result<Iterable<Wanted>> {
  const finder = finderIn(workplace(desk, { folder }), false);
  if (!finder.ok) return finder;
  const found = finder.value.last({}, mostEntries);
  finder.value.close();
  return found.ok
    ? done(
        recordedCalls(
          found.value.map(({ entry }) => entry),
          place,
        ),
      )
    : found;
}

const mostEntries = 1_000_000;
