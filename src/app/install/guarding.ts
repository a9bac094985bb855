/** One agent guarded: the guard into its files, what stands in the way said, and the proof that it blocks. */
import { sentenceOf } from "../../base/fault.ts";
import { done } from "../../base/result.ts";
import type { SettingsFile } from "../../agents/agents.ts";
import type { Desk } from "../desk.ts";
import { type FoundAgent, lineFor } from "./found.ts";
import { standsManaged } from "./managed.ts";
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
  page.line(agent.installer.title, whereItIs(page, agent));
  if (agent.files.length === 0) return notHere(work, agent);
  if (agent.scope !== "managed" && standsManaged(agent, work.desk.around)) {
    page.line("  settings", "unchanged: the managed settings of this machine guard it already");
    return true;
  }
  const merge = planMerge(agent, root);
  if (!merge.ok) return notGuarded(work, sentenceOf(merge.fault));
  if (dryRun) return showPlan(work, agent, merge.value);
  const carried = merge.value.changed.length > 0 ? carryOut(agent, root, merge.value) : done(undefined);
  if (!carried.ok) return notGuarded(work, sentenceOf(carried.fault));
  showMerged(work, agent, merge.value);
  return proveAgent(work, agent, merge.value.after);
}

function whereItIs(page: Page, { program, version, installer }: FoundAgent): string {
  const place = program === null ? "is here" : `${version} at ${page.path(program)}`;
  return installer.documented === true ? `${place}; nobody here has run it: what is known of it comes from its documentation` : place;
}

function notHere({ page }: Work, { scope }: FoundAgent): true {
  page.line("  settings", `it has none at the scope \`${scope}\`, so nothing was changed`);
  return true;
}

function showPlan({ page }: Work, agent: FoundAgent, { after, changed }: Merge): true {
  for (const { path } of after) {
    const plan = changed.some((one) => one.path === path) ? "would get the guard; nothing else in it would change" : "would not change";
    page.line("  settings", `${page.path(path)} ${plan}`);
  }
  const driven = agent.installer.canary !== undefined && agent.program !== null;
  const canary = driven
    ? "would be let loose once without the guard and once with it, in a throwaway home"
    : "would be tried with the line that the product would run";
  page.line("  canary", canary);
  return true;
}

function showMerged({ desk, page, root }: Work, agent: FoundAgent, { before, after, changed }: Merge): void {
  for (const { path } of after) {
    const isNew = before.some((one) => one.path === path && one.text === null);
    const kept = isNew ? "made" : "got the guard; `sheepdog uninstall` brings back what was there";
    page.line("  settings", `${page.path(path)} ${changed.some((one) => one.path === path) ? kept : "unchanged"}`);
  }
  const findings = [...agent.installer.examine(after, lineFor(agent, root)), ...examineProjects(agent, desk.around)];
  for (const { what, repair } of findings) page.line("  beware", `${what}; ${repair}`);
}

async function proveAgent(work: Work, agent: FoundAgent, files: readonly SettingsFile[]): Promise<boolean> {
  const { desk, page, root } = work;
  page.line("  canary", `${agent.installer.title} tries something harmless, first without the guard, then with it …`);
  const proof = await prove({ agent, files, root, searchPath: desk.around.variable("PATH") ?? "/usr/bin:/bin" });
  if (!proof.ok) return notGuarded(work, sentenceOf(proof.fault));
  if (proof.value.is !== "proved")
    return notGuarded(work, `${proof.value.is === "open" ? "not guarded" : "not proved"}: ${proof.value.why}`);
  const byLine = "proved as far as that goes without the product: the line that it would run blocks, and says why";
  page.line("", proof.value.by === "line" ? byLine : "proved: done without the guard, blocked with it, and the model was told why");
  return true;
}

function notGuarded({ page }: Work, why: string): false {
  page.line("", `${why}; run \`sheepdog doctor\``);
  return false;
}
