/** Names to commands. */
import { Command, CommanderError } from "commander";
import { addAccounts } from "./commands/account.ts";
import { addAudit } from "./commands/audit.ts";
import { addBreaker } from "./commands/breaker.ts";
import { addConfig } from "./commands/config.ts";
import { addCompletion } from "./commands/completion.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExplain } from "./commands/explain.ts";
import { addFailover } from "./commands/failover.ts";
import { addHook } from "./commands/hook.ts";
import { addImport } from "./commands/import.ts";
import { addInit } from "./commands/init.ts";
import { addIntegrity } from "./commands/integrity.ts";
import { addJudge } from "./commands/judge.ts";
import { addLedger } from "./commands/ledger.ts";
import { addLog } from "./commands/log.ts";
import { addPolicy } from "./commands/policy.ts";
import { addRego } from "./commands/rego.ts";
import { addReplay } from "./commands/replay.ts";
import { addReport } from "./commands/report.ts";
import { addRules } from "./commands/rules.ts";
import { addRun } from "./commands/run.ts";
import { addSession } from "./commands/session.ts";
import { addStatus } from "./commands/status.ts";
import { addTask } from "./commands/task.ts";
import { addTokens } from "./commands/token.ts";
import { addTools } from "./commands/tools.ts";
import { addUninstall } from "./commands/uninstall.ts";
import { addUp } from "./commands/up.ts";
import { addVault } from "./commands/vault.ts";
import { addAllow } from "./commands/allow.ts";
import { addApprove } from "./commands/approve.ts";
import { addKey } from "./commands/key.ts";
import { addMcp } from "./commands/mcp.ts";
import { addMode } from "./commands/mode.ts";
import { addStatements } from "./commands/statements.ts";
import { addTerminal } from "./commands/terminal.ts";
import { addTrust } from "./commands/trust.ts";
import type { Desk } from "./desk.ts";
import { inHelpGroups } from "./help-groups.ts";

export async function runCli(args: readonly string[], desk: Desk): Promise<number> {
  let code = 0;
  const end = (ended: number): void => {
    code = ended;
  };
  try {
    await commandLine(desk, end).parseAsync([...args], { from: "user" });
  } catch (error) {
    // Commander has already said what is wrong with the command line; `--help` ends here too. Anything else is a bug and keeps its trace.
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}

/** Every command there is. */
export function commandLine(desk: Desk, end: (code: number) => void): Command {
  const program = new Command("sheepdog")
    .description("lets people run coding agents unattended, safely")
    .configureOutput({ writeOut: desk.out, writeErr: desk.err })
    .addHelpText("after", `\nExit codes: ${exitCodes}.`)
    .enablePositionalOptions()
    .exitOverride();
  for (const add of [
    addInit,
    addDoctor,
    addUninstall,
    addRun,
    addExplain,
    addReplay,
    addAudit,
    addPolicy,
    addRules,
    addTools,
    addJudge,
    addHook,
    addRego,
    addVault,
    addImport,
    addIntegrity,
    addBreaker,
    addConfig,
    addUp,
    addStatus,
    addTokens,
    addAllow,
    addApprove,
    addKey,
    addMode,
    addStatements,
    addTrust,
    addTerminal,
    addLedger,
    addLog,
    addReport,
    addCompletion,
    addTask,
    addSession,
    addAccounts,
    addFailover,
    addMcp,
  ])
    add(program, desk, end);
  return inHelpGroups(program);
}

const exitCodes = "0 done, 1 something was found, 2 it could not be done; `sheepdog help COMMAND` says what is found";
