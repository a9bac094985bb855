/** Options that say which entries are meant. */
import { type Command, InvalidArgumentError } from "commander";
import type { Instant } from "../../base/instant.ts";
import { absolutePath } from "../../base/path.ts";
import { now } from "../../hosts/node/node.ts";
import type { Search } from "../../proof/ledger/ledger.ts";
import type { Desk } from "../desk.ts";
import { momentFrom } from "./moment.ts";
import type { WhichLedger } from "./workplace.ts";

export type SearchOptions = WhichLedger & Search & { readonly anew?: true };

export function withSearch(command: Command): Command {
  return command
    .option("--since <when>", "from then on: `7d`, `12h`, `30m`, or a date in UTC", momentOption)
    .option("--until <when>", "before then", momentOption)
    .option("--agent <agent>", "of this agent")
    .option("--session <session>", "of this session")
    .option("--verdict <verdict>", "allow, warn, ask, deny or refused")
    .option("--rule <rule>", "by this rule, or all whose name begins so")
    .option("--text <text>", "with this in what was to be done")
    .option("--cwd <folder>", "in this folder or below")
    .option("--anew", "make the index anew first: it only helps to find, and whoever may write here may have changed it")
    .option("--folder <folder>", "the ledger, where it is not your own");
}

export function searchFrom(desk: Desk, options: SearchOptions): Search {
  return options.cwd === undefined ? options : { ...options, cwd: absolutePath(options.cwd, desk.around.cwd) };
}

function momentOption(text: string): Instant {
  const at = momentFrom(text, now());
  if (at === undefined) throw new InvalidArgumentError("it is `7d`, `12h`, `30m`, or a date such as `2026-11-01` or `2026-11-01T10:00Z`");
  return at;
}
