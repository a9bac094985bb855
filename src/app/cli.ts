/** Names to commands. */
import { Command, CommanderError } from "commander";
import { addBreaker } from "./commands/breaker.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExplain } from "./commands/explain.ts";
import { addHook } from "./commands/hook.ts";
import { addImport } from "./commands/import.ts";
import { addInit } from "./commands/init.ts";
import { addIntegrity } from "./commands/integrity.ts";
import { addJudge } from "./commands/judge.ts";
import { addLedger } from "./commands/ledger.ts";
import { addLog } from "./commands/log.ts";
import { addRego } from "./commands/rego.ts";
import { addReport } from "./commands/report.ts";
import { addRun } from "./commands/run.ts";
import { addUninstall } from "./commands/uninstall.ts";
import { addVault } from "./commands/vault.ts";
import type { Desk } from "./desk.ts";

export async function runCli(args: readonly string[], desk: Desk): Promise<number> {
  let code = 0;
  const end = (ended: number): void => {
    code = ended;
  };
  const program = new Command("sheepdog")
    .description("lets people run coding agents unattended, safely")
    .configureOutput({ writeOut: desk.out, writeErr: desk.err })
    .enablePositionalOptions()
    .exitOverride();
  for (const add of [
    addInit,
    addDoctor,
    addUninstall,
    addRun,
    addExplain,
    addJudge,
    addHook,
    addRego,
    addVault,
    addImport,
    addIntegrity,
    addBreaker,
    addLedger,
    addLog,
    addReport,
  ])
    add(program, desk, end);
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    // Commander has already said what is wrong with the command line; `--help` ends here too. Anything else is a bug and keeps its trace.
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}
