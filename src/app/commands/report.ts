/** `sheepdog report`: what agents did and what was stopped, for somebody who was not there. */
import { type Command, Option } from "commander";
import { now, personHere } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { htmlText } from "../ledger/report/html-text.ts";
import { withoutIdentity } from "../ledger/report/identity.ts";
import { markdownText } from "../ledger/report/markdown-text.ts";
import { pageOf } from "../ledger/report/page.ts";
import { type Summary, summaryOf } from "../ledger/report/summary.ts";
import { searchFrom, type SearchOptions, withSearch } from "../ledger/search-options.ts";
import { finderIn } from "../ledger/finder.ts";
import { workplace } from "../ledger/workplace.ts";

const formats = ["md", "json", "html"] as const;

type Options = SearchOptions & { readonly format: (typeof formats)[number]; readonly share?: true };

export function addReport(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  withSearch(program.command("report"))
    .description("sum up what agents did and what was stopped")
    .addOption(new Option("--format <format>", "how it is written").choices(formats).default("md"))
    .option("--share", "leave out who and where: names of people, machines, projects and repositories")
    .action((options: Options) => end(report(desk, options)));
}

function report(desk: Desk, options: Options): ExitCode {
  const finder = finderIn(workplace(desk, options), options.anew === true);
  if (!finder.ok) return faulty(desk, finder.fault);
  const found = finder.value.last(searchFrom(desk, options), mostEntries);
  finder.value.close();
  if (!found.ok) return faulty(desk, found.fault);
  const all = found.value.map(({ entry }) => entry);
  const entries = options.share === true ? withoutIdentity(all, { home: desk.around.home, ...personHere() }) : all;
  if (all.length === mostEntries)
    desk.err(`sheepdog: only the last ${mostEntries} entries were counted; name a shorter time with --since\n`);
  desk.out(written(summaryOf(entries, { since: options.since ?? null, until: options.until ?? now() }), options.format));
  return 0;
}

const mostEntries = 1_000_000;

function written(summary: Summary, format: Options["format"]): string {
  switch (format) {
    case "md":
      return markdownText(pageOf(summary));
    case "html":
      return htmlText(pageOf(summary));
    case "json":
      return `${JSON.stringify(summary, null, 2)}\n`;
  }
}
