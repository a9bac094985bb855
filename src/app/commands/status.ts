/** `sheepdog status`: whether the daemon stands, and how each of its duties is. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { askDaemon } from "../daemon/client.ts";
import type { Status } from "../daemon/daemon-doors.ts";
import { faulty } from "../faulty.ts";
import { instantText } from "../ledger/instant-text.ts";
import type { End } from "./vault-options.ts";

export function addStatus(program: Command, desk: Desk, end: End): void {
  program
    .command("status")
    .description("say whether the daemon stands, and how it is with its work")
    .option("--json", "print JSON")
    .action(async (options: { readonly json?: true }) => end(await status(desk, options.json === true)));
}

/** 1: it stands, and something is not well; or none stands. */
async function status(desk: Desk, json: boolean): Promise<ExitCode> {
  const answer = await askDaemon(desk, { method: "GET", path: "/v1/status" });
  if (!answer.ok && answer.fault.code !== "daemon.absent") return faulty(desk, answer.fault);
  if (json) desk.out(`${JSON.stringify(answer.ok ? answer.value : null, null, 2)}\n`);
  if (!answer.ok) {
    if (!json) faulty(desk, answer.fault);
    return 1;
  }
  const found = answer.value as Status;
  if (!json) show(desk, found);
  return found.settings === null && found.duties.every(({ is }) => is !== "failed") ? 0 : 1;
}

function show(desk: Desk, { engine, process, startedAt, settings, port, duties }: Status): void {
  desk.out(`the daemon stands since ${instantText(startedAt)} (process ${process.split(" ")[0]}, guard ${engine})\n`);
  if (port !== null) desk.out(`it listens on loopback, port ${port}\n`);
  if (settings !== null) desk.out(`settings    the last valid ones are in force: ${settings}\n`);
  for (const { duty, is, about } of duties) desk.out(`${duty.padEnd(11)} ${is}${about === null ? "" : `: ${about}`}\n`);
}
