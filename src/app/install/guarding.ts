/** One agent guarded: the guard into its settings, what stands in the way said, and the proof that it blocks. */
import { sentenceOf } from "../../base/fault.ts";
import { done } from "../../base/result.ts";
import type { Desk } from "../desk.ts";
import { type FoundAgent, lineFor } from "./found.ts";
import type { Page } from "./page.ts";
import { examineProjects } from "./project.ts";
import { prove } from "./prove.ts";
import type { Root } from "./root.ts";
import { carryOut, type Merge, planMerge } from "./settings.ts";

/** What all steps of `init` share. */
export type Work = { readonly desk: Desk; readonly root: Root; readonly page: Page; readonly dryRun: boolean };

/** False when the agent is not guarded afterwards, or nobody can tell. */
export async function guardAgent(work: Work, agent: FoundAgent): Promise<boolean> {
  const { page, root, dryRun } = work;
  page.blank();
  page.line(agent.installer.title, `${agent.version} at ${page.path(agent.program)}`);
  const merge = planMerge(agent, root);
  if (!merge.ok) return notGuarded(work, sentenceOf(merge.fault));
  if (dryRun) return showPlan(work, agent, merge.value);
  const carried = merge.value.changes ? carryOut(agent, root, merge.value) : done(undefined);
  if (!carried.ok) return notGuarded(work, sentenceOf(carried.fault));
  showMerged(work, agent, merge.value);
  return proveAgent(work, agent, merge.value.after);
}

function showPlan({ page }: Work, agent: FoundAgent, { changes }: Merge): true {
  const plan = changes ? "would get one entry for the guard; nothing else in it would change" : "would not change";
  page.line("  settings", `${page.path(agent.settings)} ${plan}`);
  page.line("  canary", "would be let loose once without the guard and once with it, in a throwaway home");
  return true;
}

function showMerged({ desk, page, root }: Work, agent: FoundAgent, { before, after, changes }: Merge): void {
  const kept = before === null ? "made" : "got one entry for the guard; `sheepdog uninstall` brings back what was there";
  page.line("  settings", `${page.path(agent.settings)} ${changes ? kept : "unchanged"}`);
  const findings = [...agent.installer.examine(after, lineFor(agent, root)), ...examineProjects(agent, desk.around)];
  for (const { what, repair } of findings) page.line("  beware", `${what}; ${repair}`);
}

async function proveAgent(work: Work, agent: FoundAgent, settings: string): Promise<boolean> {
  const { desk, page } = work;
  page.line("  canary", `${agent.installer.title} tries something harmless, first without the guard, then with it …`);
  const proof = await prove(agent, settings, desk.around.variable("PATH") ?? "/usr/bin:/bin");
  if (!proof.ok) return notGuarded(work, sentenceOf(proof.fault));
  if (proof.value.is !== "proved")
    return notGuarded(work, `${proof.value.is === "open" ? "not guarded" : "not proved"}: ${proof.value.why}`);
  page.line("", "proved: done without the guard, blocked with it, and the model was told why");
  return true;
}

function notGuarded({ page }: Work, why: string): false {
  page.line("", `${why}; run \`sheepdog doctor\``);
  return false;
}
