/** `init`: the guard in place, in the settings of every agent on this machine, and proved by each. */
import { installers } from "../../agents/agents.ts";
import { sentenceOf } from "../../base/fault.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { prove } from "./prove.ts";
import { findAgents, type FoundAgent } from "./found.ts";
import { placeGuard } from "./guard.ts";
import { levelText, type Page, pageOf } from "./page.ts";
import { type Root, rootIn } from "./root.ts";
import { sampleSession } from "./sample.ts";
import { carryOut, planMerge } from "./settings.ts";

export type InitOptions = { readonly dryRun: boolean; readonly agent: string | undefined };

/** What all steps share. */
type Work = { readonly desk: Desk; readonly root: Root; readonly page: Page; readonly dryRun: boolean };

export async function initialise(desk: Desk, options: InitOptions): Promise<ExitCode> {
  const unknown = options.agent !== undefined && !installers.some((one) => one.name === options.agent);
  const names = installers.map((one) => `\`${one.name}\``).join(", ");
  if (unknown) return stopped(desk, `the agent \`${options.agent}\` is not known here; known are ${names}`);
  const work: Work = { desk, root: rootIn(desk.around.home), page: pageOf(desk), dryRun: options.dryRun };
  const found = await findAgents(desk);
  const wanted = found.filter((agent) => options.agent === undefined || agent.installer.name === options.agent);
  if (options.agent !== undefined && wanted.length === 0) {
    return stopped(desk, `the agent \`${options.agent}\` is not on this machine; nothing was changed; install it, then run this again`);
  }
  if (!(await putGuard(work))) return 2;
  if (wanted.length === 0) return showSample(work);
  let code: ExitCode = 0;
  for (const agent of wanted) if (!(await guardAgent(work, agent))) code = 1;
  finish(work, code);
  return code;
}

async function putGuard({ desk, root, page, dryRun }: Work): Promise<boolean> {
  if (dryRun) {
    page.line("guard", `would be placed at ${page.path(root.guard)}, with its ledger beside it`);
    return true;
  }
  const placed = await placeGuard(desk.guard, root);
  if (!placed.ok) return stopped(desk, sentenceOf(placed.fault)) === 0;
  page.line("guard", `${page.path(root.guard)} ${placed.value.changed ? "placed" : "unchanged"} (${placed.value.version})`);
  page.line("ledger", `${page.path(root.ledger)}`);
  return true;
}

/** False when the agent is not guarded afterwards, or nobody can tell. */
async function guardAgent(work: Work, agent: FoundAgent): Promise<boolean> {
  const { desk, root, page, dryRun } = work;
  page.blank();
  page.line(agent.installer.title, `${agent.version} at ${page.path(agent.program)}`);
  const merge = planMerge(agent, root);
  if (!merge.ok) return notGuarded(work, sentenceOf(merge.fault));
  const { after, before, changes } = merge.value;
  const settings = page.path(agent.settings);
  if (dryRun) {
    page.line(
      "  settings",
      changes ? `${settings} would get one entry for the guard; nothing else in it would change` : `${settings} would not change`,
    );
    page.line("  canary", "would be let loose once without the guard and once with it, in a throwaway home");
    return true;
  }
  const carried = changes ? carryOut(agent, root, merge.value) : undefined;
  if (carried?.ok === false) return notGuarded(work, sentenceOf(carried.fault));
  const kept = before === null ? "made" : "got one entry for the guard; `sheepdog uninstall` brings back what was there";
  page.line("  settings", changes ? `${settings} ${kept}` : `${settings} unchanged`);
  for (const finding of agent.installer.examine(after, { guard: root.guard, root: root.folder, clientVersion: agent.version })) {
    page.line("  beware", `${finding.what}; ${finding.repair}`);
  }
  page.line("  canary", `${agent.installer.title} tries something harmless, first without the guard, then with it …`);
  const proof = await prove(agent, after, desk.around.variable("PATH") ?? "/usr/bin:/bin");
  if (!proof.ok) return notGuarded(work, sentenceOf(proof.fault));
  if (proof.value.is === "proved") page.line("", "proved: done without the guard, blocked with it, and the model was told why");
  else return notGuarded(work, `${proof.value.is === "open" ? "not guarded" : "not proved"}: ${proof.value.why}`);
  return true;
}

function notGuarded({ page }: Work, why: string): false {
  page.line("", `${why}; run \`sheepdog doctor\``);
  return false;
}

function finish({ page, dryRun }: Work, code: ExitCode): void {
  page.blank();
  page.line("level", levelText);
  const done = code === 0 ? "every agent found is guarded; try `sheepdog explain 'rm -rf ~'`" : "not every agent is guarded; see above";
  page.line("next", dryRun ? "nothing was changed; run `sheepdog init` to do it" : done);
}

async function showSample({ desk, root, page, dryRun }: Work): Promise<ExitCode> {
  page.line("agents", `none of ${installers.map((one) => one.title).join(", ")} is on this machine`);
  const [installer] = installers;
  if (dryRun || installer === undefined) return 0;
  page.blank();
  desk.out(`So this is what ${installer.title} would meet, asked of the guard itself:\n\n`);
  const session = await sampleSession(installer, root);
  if (!session.ok) return stopped(desk, sentenceOf(session.fault));
  for (const { command, blocked, reason } of session.value) {
    page.line(blocked ? "  blocked" : "  allowed", command);
    if (blocked) page.line("", reason);
  }
  page.blank();
  page.line(
    "next",
    `install ${installer.title}, then run \`sheepdog init\` again; or ask about a command: \`sheepdog explain 'rm -rf ~'\``,
  );
  return 0;
}

function stopped(desk: Desk, sentence: string): ExitCode {
  desk.err(`sheepdog: ${sentence}\n`);
  return 2;
}
