/** `sheepdog judge --jsonl`: one call per line in, one decision per line out. The guard does it; this hands it our streams. */
import type { Command } from "commander";
import { runAttached } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";

export function addJudge(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  program
    .command("judge")
    .description("judge calls: one JSON object per line in, one decision per line out")
    .option("--jsonl", "lines of JSON, the only form there is")
    .action(async () => end(await judge(desk)));
}

async function judge(desk: Desk): Promise<ExitCode> {
  const ended = await runAttached(desk.guard, ["judge"]);
  if (!ended.ok) return faulty(desk, ended.fault);
  return ended.value === 0 ? 0 : 2;
}
