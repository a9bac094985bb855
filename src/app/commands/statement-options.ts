/** Options that several commands take by which a person loosens something. */
import { type Command, InvalidArgumentError } from "commander";
import type { Instant } from "../../base/instant.ts";
import { now } from "../../hosts/node/node.ts";
import type { Statement } from "../../proof/statements/statements.ts";
import type { Desk } from "../desk.ts";
import { pageOf } from "../install/page.ts";
import { msFrom } from "../settings/units.ts";
import { statementLines } from "../statements/statement-words.ts";

/** The key is asked for at the terminal; no option takes a passphrase. */
export function signing(command: Command): Command {
  return command.option("--key <id>", "sign with this key, by the start of its id");
}

export function paned(command: Command): Command {
  return command
    .option("--of <pid>", "the terminal of this process, where that is not this one", pidOption)
    .option("--session <id>", "a session of an agent in place of a terminal");
}

/** Longer than that nobody remembers what is open. */
const mostMs = 30 * 86_400_000;

export function durationOption(word: string): number {
  const ms = msFrom(word);
  if (ms === undefined || ms < 1_000 || ms > mostMs)
    throw new InvalidArgumentError("it is a time such as `15m`, `8h` or `7d`, and 30 days at most");
  return ms;
}

function pidOption(word: string): number {
  if (!/^[1-9]\d{0,9}$/.test(word)) throw new InvalidArgumentError("it is the number of a process");
  return Number(word);
}

export function endAfter(ms: number): Instant {
  return Math.floor(now()) + ms;
}

export function showSigned(desk: Desk, statements: readonly Statement[]): void {
  const page = pageOf(desk);
  for (const statement of statements) {
    const [about = "", ...more] = statementLines(statement);
    page.line("signed", about);
    for (const line of more) page.line("", line);
    page.line("take back", `sheepdog statements revoke ${statement.id}`);
  }
}
