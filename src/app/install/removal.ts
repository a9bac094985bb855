/** `uninstall`: the settings of agents first, and only when none calls the guard any more, the guard itself. */
import { type Installer, installers } from "../../agents/agents.ts";
import { done, type Result } from "../../base/result.ts";
import { removeEmptyFolder, removeFile, removeLink, removeTree } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { type Page, pageOf } from "./page.ts";
import { readRecord } from "./record.ts";
import { type Root, rootIn } from "./root.ts";
import { takeOut, type TakenOut } from "./settings.ts";

export type RemovalOptions = { readonly dryRun: boolean; readonly purge: boolean };

const said: Readonly<Record<TakenOut, string>> = {
  restored: "is what it was before, to the byte",
  cleaned: "lost our entry; it was changed by others since, so the rest stays as it is",
  untouched: "holds no entry of ours",
};

const guardStays = "the guard stays in place, since the agent would be blocked without it";

export function removeAll(desk: Desk, options: RemovalOptions): ExitCode {
  const root = rootIn(desk.around.home);
  const page = pageOf(desk);
  const places = settingsPlaces(desk, root);
  if (!places.ok) return faulty(desk, places.fault);
  if (options.dryRun) return showPlan(page, root, { places: places.value, purge: options.purge });
  for (const { installer, settings } of places.value) {
    const taken = takeOut(installer, settings, root);
    if (!taken.ok)
      return faulty(desk, { ...taken.fault, todo: [taken.fault.todo, guardStays].filter((part) => part !== undefined).join("; ") });
    if (taken.value !== "untouched") page.line(installer.title, `${page.path(settings)} ${said[taken.value]}`);
  }
  const removed = removeGuard(root, options.purge);
  if (!removed.ok) return faulty(desk, removed.fault);
  page.line(
    "guard",
    `${page.path(root.folder)} ${removed.value ? "is gone" : "keeps the ledger; `sheepdog uninstall --purge` removes it, too"}`,
  );
  return 0;
}

type Place = { readonly installer: Installer; readonly settings: string };

/** Where we have put something, and where the agents look now: a variable may have moved that in between. */
function settingsPlaces(desk: Desk, root: Root): Result<readonly Place[]> {
  const record = readRecord(root);
  if (!record.ok) return record;
  const now = installers.map((installer) => ({ installer, settings: installer.settingsFile(desk.around.home, desk.around.variable) }));
  const then = record.value.flatMap(({ agent, settings }) => {
    const installer = installers.find((one) => one.name === agent);
    return installer === undefined ? [] : [{ installer, settings }];
  });
  return done([...then, ...now.filter((place) => !then.some((one) => one.settings === place.settings))]);
}

function showPlan(page: Page, root: Root, plan: { readonly places: readonly Place[]; readonly purge: boolean }): ExitCode {
  for (const { installer, settings } of plan.places)
    page.line(installer.title, `${page.path(settings)} would lose our entry, if it has one`);
  page.line("guard", `${page.path(root.folder)} would go${plan.purge ? ", the ledger with it" : ", but for the ledger"}`);
  page.line("next", "nothing was changed; run `sheepdog uninstall` to do it");
  return 0;
}

/** True when nothing of the root is left. */
function removeGuard(root: Root, purge: boolean): Result<boolean> {
  const steps = [
    () => removeLink(root.guard),
    () => removeTree(root.versions),
    () => removeTree(root.backups),
    () => removeFile(root.record),
    () => (purge ? removeTree(root.ledger) : removeEmptyFolder(root.ledger)),
  ];
  for (const step of steps) {
    const removed = step();
    if (!removed.ok) return removed;
  }
  return removeEmptyFolder(root.folder);
}
