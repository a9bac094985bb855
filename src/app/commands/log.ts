/** `sheepdog log`: what agents wanted to do, and what became of it. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { pause } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { entriesText, type EntryFormat, entryFormats } from "../ledger/export/entries-text.ts";
import { searchFrom, type SearchOptions, withSearch } from "../ledger/search-options.ts";
import { type Finder, finderIn } from "../ledger/finder.ts";
import { workplace } from "../ledger/workplace.ts";

type Options = SearchOptions & { readonly format: EntryFormat; readonly json?: true; readonly last: number; readonly follow?: true };

export function addLog(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  withSearch(program.command("log"))
    .description("show what is on record, the newest last")
    .option("-n, --last <number>", "no more than so many", numberFrom, 100)
    .option("-f, --follow", "go on showing what comes in")
    .addOption(new Option("--format <format>", "text for people; the others for other systems").choices(entryFormats).default("text"))
    .option("--json", "the same as --format jsonl")
    .action(async (options: Options) => end(await showLog(desk, options)));
}

async function showLog(desk: Desk, options: Options): Promise<ExitCode> {
  const finder = finderIn(workplace(desk, options), options.anew === true);
  if (!finder.ok) return faulty(desk, finder.fault);
  try {
    return await shown(desk, finder.value, options);
  } finally {
    finder.value.close();
  }
}

async function shown(desk: Desk, finder: Finder, options: Options): Promise<ExitCode> {
  const search = searchFrom(desk, options);
  const format = options.json === true ? "jsonl" : options.format;
  let place = { segment: 0, start: 0, end: 0 };
  let found = finder.last(search, options.last);
  for (let round = 0; ; round += 1) {
    if (!found.ok) return faulty(desk, found.fault);
    if (found.value.length > 0 || round === 0)
      desk.out(
        entriesText(
          found.value.map(({ entry }) => entry),
          format,
        ),
      );
    if (options.follow !== true) return 0;
    place = found.value.at(-1)?.place ?? place;
    await pause(followMs);
    found = finder.after(search, place);
  }
}

const followMs = 500;

function numberFrom(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("it is a number above 0");
  return Number(text);
}
