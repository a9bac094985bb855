/** `sheepdog replay`: what the guard would have stopped of what was done already. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Instant } from "../../base/instant.ts";
import { absolutePath } from "../../base/path.ts";
import { sentenceOf } from "../../base/fault.ts";
import type { Mode } from "../../guard/guard.ts";
import { now } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { rootIn } from "../install/root.ts";
import { momentFrom } from "../ledger/moment.ts";
import { markdownText } from "../ledger/report/markdown-text.ts";
import { formNamed, formNames } from "../replay/form.ts";
import { replayed } from "../replay/replaying.ts";
import { agentSources, ownLedger, type Search, sourcesAt } from "../replay/sources.ts";
import { tallyPage } from "../replay/tally-page.ts";
import { tallyText } from "../replay/tally-text.ts";

type Options = {
  readonly form?: string;
  readonly ledger?: true;
  readonly since?: Instant;
  readonly cwd?: string;
  readonly mode: Mode;
  readonly json?: true;
  readonly md?: true;
  readonly fail?: true;
};

export function addReplay(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  program
    .command("replay")
    .description("say what would have been stopped of what was done before, and why; without a path, of what your agents did")
    .argument("[path...]", "transcripts of agents, shell histories, calls as JSON lines, a ledger; files, or folders with such files")
    .option("--ledger", "what is on record in your own ledger")
    .addOption(new Option("--form <form>", "what the files are, where they do not tell it themselves").choices(formNames))
    .option("--since <when>", "from then on, where it is told when it was: `7d`, `12h`, or a date in UTC", sinceFrom)
    .option("--cwd <folder>", "where it was typed, for histories, which do not tell it (default: here)")
    .addOption(new Option("--mode <mode>", "may infrastructure be changed").choices(["read", "write"]).default("read"))
    .addOption(new Option("--json", "print everything as JSON").conflicts("md"))
    .option("--md", "print a report in Markdown")
    .option("--fail", "exit with 1 if anything would have been stopped")
    .action(async (paths: readonly string[], options: Options) => end(await replay(desk, paths, options)));
}

function sinceFrom(text: string): Instant {
  const at = momentFrom(text, now());
  if (at === undefined) throw new InvalidArgumentError("it is `7d`, `12h`, `30m`, or a date such as `2026-11-01`");
  return at;
}

async function replay(desk: Desk, paths: readonly string[], options: Options): Promise<ExitCode> {
  const { home, cwd } = desk.around;
  const { form: formName, mode, since } = options;
  const lost: string[] = [];
  const form = formName === undefined ? undefined : formNamed(formName);
  const search: Search = {
    place: { cwd: absolutePath(options.cwd ?? ".", cwd), home, mode },
    lost: (fault) => lost.push(sentenceOf(fault)),
    ...(form !== undefined && { form }),
  };
  const named = sourcesAt(paths, desk, search);
  if (!named.ok) return faulty(desk, named.fault);
  const own = options.ledger === true ? [ownLedger(desk, search)] : paths.length === 0 ? agentSources(desk, search) : [];
  const sources = [...named.value, ...own];
  const todo = "name one: sheepdog replay ~/.bash_history";
  if (sources.length === 0) return faulty(desk, { code: "replay.nothing", what: "there is nothing to replay here", todo });
  const judge = { guard: desk.guard, root: rootIn(home).folder, now: Math.floor(now()) };
  const tally = await replayed(sources, { judge, mode, ...(since !== undefined && { since }) }, lost);
  if (!tally.ok) return faulty(desk, tally.fault);
  const { value } = tally;
  if (options.json === true) desk.out(`${JSON.stringify({ sources: sources.map(({ name }) => name), ...value }, null, 2)}\n`);
  else desk.out(options.md === true ? markdownText(tallyPage(value, sources.length)) : tallyText(value, sources.length));

  return options.fail === true && value.stopped.length > 0 ? 1 : 0;
}
