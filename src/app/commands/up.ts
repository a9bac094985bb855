/** `sheepdog up`, `down` and `restart`: the daemon begins and ends. */
import type { Command } from "commander";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { installUnit } from "../daemon/installing.ts";
import { startDaemon, stopDaemon } from "../daemon/starting.ts";
import type { End } from "./vault-options.ts";

type Options = { readonly foreground?: true; readonly install?: true };

export function addUp(program: Command, desk: Desk, end: End): void {
  program
    .command("up")
    .description("start the daemon: approvals, the fleet, quotas, and a ledger that is kept by itself")
    .option("--foreground", "stay here, and end with this terminal")
    .option("--install", "let the system start it at every login instead: a systemd unit or a launchd file of yours")
    .action(async (options: Options) => end(await up(desk, options)));
  program
    .command("down")
    .description("end the daemon; the guard goes on deciding without it")
    .action(async () => end(await down(desk)));
  program
    .command("restart")
    .description("end the daemon and start it anew")
    .action(async () => {
      const ended = await stopDaemon(desk);
      end(ended.ok ? await up(desk, {}) : faulty(desk, ended.fault));
    });
}

async function up(desk: Desk, { foreground, install }: Options): Promise<ExitCode> {
  if (install === true) {
    const installed = await installUnit(desk);
    if (!installed.ok) return faulty(desk, installed.fault);
    desk.out(installed.value);
    return 0;
  }
  if (foreground === true) {
    const { attendDaemon } = await import("../daemon/attending.ts");
    const ran = await attendDaemon(desk);
    return ran.ok ? 0 : faulty(desk, ran.fault);
  }
  const started = await startDaemon(desk);
  if (!started.ok) return faulty(desk, started.fault);
  desk.out(started.value === "new" ? "the daemon stands; `sheepdog status` says how it is\n" : "the daemon stands already\n");
  return 0;
}

async function down(desk: Desk): Promise<ExitCode> {
  const ended = await stopDaemon(desk);
  if (!ended.ok) return faulty(desk, ended.fault);
  desk.out(ended.value ? "the daemon has ended\n" : "no daemon was running\n");
  return 0;
}
