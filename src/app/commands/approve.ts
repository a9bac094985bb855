/** `sheepdog approve`: blocked calls that wait for a person, and the answer to them. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { instantText } from "../ledger/instant-text.ts";
import { oneLine } from "../one-line.ts";
import { blockedCall, type BlockedCall, blockedCalls, grantCall, refuseCall } from "../statements/approvals.ts";
import type { KeyChoice } from "../statements/signer.ts";
import { showSigned, signing } from "./statement-options.ts";

type End = (code: ExitCode) => void;
type Reading = { readonly json?: true; readonly all?: true };

export function addApprove(program: Command, desk: Desk, end: End): void {
  const approve = program.command("approve").description("blocked calls that wait for you");
  approve
    .command("list")
    .description("show those of the last day that wait")
    .option("--all", "those that were granted or refused, too")
    .option("--json", "as JSON")
    .action((options: Reading) => end(list(desk, options)));
  approve
    .command("show")
    .description("show one with all that is on record of it")
    .argument("<id>", "its eight letters")
    .option("--json", "as JSON")
    .action((id: string, options: Reading) => end(show(desk, id, options)));
  signing(approve.command("grant").description("let the same call pass once, within an hour"))
    .argument("<id>", "its eight letters")
    .action(async (id: string, options: KeyChoice) => end(await grant(desk, id, options)));
  approve
    .command("refuse")
    .description("put on record that it is not wanted; it stays blocked")
    .argument("<id>", "its eight letters")
    .action((id: string) => {
      const refused = refuseCall(desk, id);
      end(refused.ok ? 0 : faulty(desk, refused.fault));
    });
}

function list(desk: Desk, { json, all }: Reading): ExitCode {
  const calls = blockedCalls(desk);
  if (!calls.ok) return faulty(desk, calls.fault);
  const shown = calls.value.filter(({ state }) => all === true || state === "waiting");
  if (json === true) desk.out(`${JSON.stringify({ version: 1, calls: shown }, null, 2)}\n`);
  else for (const call of shown) pageOf(desk).line(call.id, oneLine(`${call.state}  ${call.agent}  ${call.text}`, 200));
  if (json !== true && shown.length === 0) desk.out("nothing waits for you\n");
  return 0;
}

function show(desk: Desk, id: string, { json }: Reading): ExitCode {
  const call = blockedCall(desk, id);
  if (!call.ok) return faulty(desk, call.fault);
  if (json === true) desk.out(`${JSON.stringify({ version: 1, call: call.value }, null, 2)}\n`);
  else for (const [about, text] of linesOf(call.value)) pageOf(desk).line(about, oneLine(text, 4_000));
  return 0;
}

function linesOf({ id, state, at, agent, session, cwd, text, rules, decision }: BlockedCall): readonly (readonly [string, string])[] {
  return [
    ["call", `${id}, ${state}`],
    ["it wants", text],
    ["in", cwd],
    ["agent", session === null ? agent : `${agent}, session ${session}`],
    ["at", instantText(at)],
    ["against it", rules.join(", ")],
    ["hash", decision],
  ];
}

async function grant(desk: Desk, id: string, choice: KeyChoice): Promise<ExitCode> {
  const granted = await grantCall(desk, id, choice);
  if (!granted.ok) return faulty(desk, granted.fault);
  showSigned(desk, granted.value);
  return 0;
}
