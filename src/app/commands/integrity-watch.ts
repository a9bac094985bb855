/** `sheepdog integrity watch`: tells of changed files as they change. */
import { type Command, InvalidArgumentError } from "commander";
import { sentenceOf } from "../../base/fault.ts";
import { untilInterrupted } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { reportOf, showVerified } from "../integrity/report.ts";
import { watchIntegrity } from "../integrity/watching.ts";
import type { End } from "./vault-options.ts";

type Options = { readonly json?: true; readonly every: number };

export function addIntegrityWatch(integrity: Command, desk: Desk, end: End): void {
  integrity
    .command("watch")
    .description("tell of changed files as they change, until it is interrupted")
    .option("--json", "print each look as a line of JSON")
    .option("--every <seconds>", "look at least this often, whatever stirs", seconds, 60)
    .action(async (options: Options) => end(await watch(desk, options)));
}

async function watch(desk: Desk, { json, every }: Options): Promise<ExitCode> {
  await untilInterrupted((timers) =>
    watchIntegrity({
      around: desk.around,
      everyMs: every * 1_000,
      timers,
      tell: (seen) => {
        if (!seen.ok) desk.err(`sheepdog: ${sentenceOf(seen.fault)}\n`);
        else if (json === true) desk.out(`${JSON.stringify(reportOf(seen.value))}\n`);
        else showVerified(desk, seen.value);
      },
    }),
  );
  return 0;
}

function seconds(word: string): number {
  const read = Number(word);
  if (!Number.isInteger(read) || read < 1 || read > 86_400) throw new InvalidArgumentError("it is a whole number of seconds, up to a day");
  return read;
}
