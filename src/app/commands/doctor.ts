/** `sheepdog doctor`: says whether every agent is guarded, and what repairs it where one is not. */
import type { Command } from "commander";
import type { Finding } from "../../agents/agents.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { diagnose, type Diagnosis, isHealthy } from "../install/diagnosis.ts";
import { levelText, type Page, pageOf } from "../install/page.ts";

type Options = { readonly json?: true; readonly live?: true };

export function addDoctor(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  program
    .command("doctor")
    .description("say whether every agent is guarded, and what repairs it where one is not")
    .option("--json", "print the findings as JSON")
    .option("--live", "let each agent try the canary, too")
    .action(async (options: Options) => end(await doctor(desk, options)));
}

async function doctor(desk: Desk, options: Options): Promise<ExitCode> {
  const diagnosis = await diagnose(desk, { live: options.live === true });
  if (options.json === true) desk.out(`${JSON.stringify(diagnosis, null, 2)}\n`);
  else show(diagnosis, pageOf(desk));
  return isHealthy(diagnosis) ? 0 : 1;
}

function show(diagnosis: Diagnosis, page: Page): void {
  const { guard, agents, findings } = diagnosis;
  page.line("guard", `${page.path(guard.path)} (${guard.version ?? "does not start"})${guard.installed ? "" : ", not placed yet"}`);
  showFindings(findings, page);
  if (agents.length === 0) page.line("agents", "none that is known here is on this machine");
  for (const agent of agents) {
    page.line(
      agent.title,
      `${agent.program === null ? "is here" : `${agent.version} at ${page.path(agent.program)}`}, guarded by ${agent.files.map(page.path).join(" and ")}`,
    );
    showFindings(agent.findings, page);
    if (agent.findings.every(({ weight }) => weight === "note"))
      page.line(
        "",
        agent.canary === "proved"
          ? "guarded; the canary proved it"
          : "guarded, as far as the settings tell; `sheepdog doctor --live` proves it",
      );
  }
  page.line("level", levelText(diagnosis.level));
}

function showFindings(findings: readonly Finding[], page: Page): void {
  for (const { code, what, repair, weight } of findings) {
    page.line(`  ${weight ?? "finding"}`, `${what} [${code}]`);
    page.line("  repair", repair);
  }
}
