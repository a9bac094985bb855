/** `uninstall`: the files of agents first, and only when none calls the guard any more, the guard itself. */
import { type FilePlace, type Installer, installers, type Scope } from "../../agents/agents.ts";
import { done, type Result } from "../../base/result.ts";
import { readTail, removeEmptyFolder, removeFile, removeLink, removeTree } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { spotAt } from "./found.ts";
import { type Page, pageOf } from "./page.ts";
import { isSamePlacement, readRecord } from "./record.ts";
import { type Root, rootFor } from "./root.ts";
import { takeOut, type TakenOut } from "./settings.ts";

export type RemovalOptions = { readonly dryRun: boolean; readonly purge: boolean; readonly scope: Scope };

const said: Readonly<Record<TakenOut["is"], string>> = {
  restored: "is what it was before, to the byte",
  cleaned: "lost our entry; it was changed by others since, so the rest stays as it is",
  untouched: "holds no entry of ours",
};

const guardStays = "the guard stays in place, since the agent would be blocked without it";

export function removeAll(desk: Desk, options: RemovalOptions): ExitCode {
  const root = rootFor(options.scope, desk.around);
  const page = pageOf(desk);
  const places = placesOf(desk, root, options.scope);
  if (!places.ok) return faulty(desk, places.fault);
  if (options.dryRun) return showPlan(page, root, { places: places.value, purge: options.purge });
  for (const { installer, files } of places.value) {
    const taken = takeOut(installer, files, root);
    if (!taken.ok)
      return faulty(desk, { ...taken.fault, todo: [taken.fault.todo, guardStays].filter((part) => part !== undefined).join("; ") });
    for (const { path, is } of taken.value) if (is !== "untouched") page.line(installer.title, `${page.path(path)} ${said[is]}`);
  }
  const removed = removeGuard(root, options.purge);
  if (!removed.ok) return faulty(desk, removed.fault);
  page.line(
    "guard",
    `${page.path(root.folder)} ${removed.value ? "is gone" : "keeps the ledger; `sheepdog uninstall --purge` removes it, too"}`,
  );
  return 0;
}

type Place = { readonly installer: Installer; readonly files: readonly FilePlace[] };

/**
 * Where we have put something, and where the agents look now: a variable may have moved that in between. What stands in projects is
 * only known from the record, and goes with the user's, since both call the same guard.
 */
function placesOf(desk: Desk, root: Root, scope: Scope): Result<readonly Place[]> {
  const record = readRecord(root);
  if (!record.ok) return record;
  const scopes: readonly Scope[] = scope === "managed" ? ["managed"] : ["user", "project"];
  const now = scopes.flatMap((one) => installers.map((installer) => ({ installer, files: installer.files(spotAt(desk.around, one)) })));
  const then = record.value.flatMap(({ agent, files }) => {
    const installer = installers.find((one) => one.name === agent);
    return installer === undefined ? [] : [{ installer, files: files.map(({ name, path }) => ({ name, path })) }];
  });
  const unknown = now.filter(({ files }) => files.length > 0 && !then.some((one) => isSamePlacement(one, files)));
  const whole = then.map((one) => ({ ...one, files: now.find(({ files }) => isSamePlacement(one, files))?.files ?? one.files }));
  return done([...whole, ...unknown]);
}

function showPlan(page: Page, root: Root, plan: { readonly places: readonly Place[]; readonly purge: boolean }): ExitCode {
  for (const { installer, files } of plan.places)
    for (const { path } of files) page.line(installer.title, `${page.path(path)} would lose our entry, if it has one`);
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
    () => removeTree(root.launches),
    () => removeFile(root.record),
    () => removeLedger(root, purge),
    () => removeNotes(root, purge),
  ];
  for (const step of steps) {
    const removed = step();
    if (!removed.ok) return removed;
  }
  return removeEmptyFolder(root.folder);
}

/** What a shared guard was asked stands in the ledgers of those who asked. */
function removeLedger(root: Root, purge: boolean): Result<unknown> {
  if (root.shared) return done(undefined);
  return purge ? removeTree(root.ledger) : removeEmptyFolder(root.ledger);
}

/** What is used up stays so for the next guard as well, and goes with the ledger. */
function removeNotes(root: Root, purge: boolean): Result<unknown> {
  if (root.shared) return done(undefined);
  const claimed = purge ? done("") : readTail(root.claims, 1);
  const removed = claimed.ok && claimed.value === "" ? removeFile(root.claims) : claimed;
  return removed.ok ? removeFile(root.memory) : removed;
}
