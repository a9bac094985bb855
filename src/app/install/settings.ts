/** The guard into an agent's settings and out of them again, so that the file is afterwards what it was, to the byte. */
import type { Fault } from "../../base/fault.ts";
import { folderOf } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Installer } from "../../agents/agents.ts";
import {
  ensureFolder,
  ensurePrivateFolder,
  missingFolders,
  nodeCrypto,
  readTextIfThere,
  removeEmptyFolder,
  removeFile,
  replaceFile,
  writeTextFile,
} from "../../hosts/node/node.ts";
import { type FoundAgent, lineFor } from "./found.ts";
import { backupOf, type Change, readRecord, writeRecord } from "./record.ts";
import type { Root } from "./root.ts";

/** What the settings are and what they have to become. */
export type Merge = { readonly before: string | null; readonly after: string; readonly changes: boolean };

export function planMerge(agent: FoundAgent, root: Root): Result<Merge> {
  const before = readTextIfThere(agent.settings);
  if (!before.ok) return before;
  const after = agent.installer.install(before.value, lineFor(agent, root));
  if (!after.ok) return fail({ ...after.fault, what: `\`${agent.settings}\` was left as it is: ${after.fault.what}` });
  return done({ before: before.value, after: after.value, changes: after.value !== before.value });
}

/** The record and the backup are there before the settings change, so that a crash in between loses nothing. */
export function carryOut(agent: FoundAgent, root: Root, merge: Merge): Result<void> {
  const record = readRecord(root);
  if (!record.ok) return record;
  const change = changeFor(agent, record.value, merge);
  const kept = change.known ? done(undefined) : keepBackup(agent, root, merge);
  if (!kept.ok) return kept;
  const others = record.value.filter((one) => one.settings !== agent.settings);
  const noted = writeRecord(root, [...others, change.change]);
  if (!noted.ok) return noted;
  const folder = ensureFolder(folderOf(agent.settings));
  if (!folder.ok) return folder;
  const written = replaceFile(agent.settings, merge.after);
  return written.ok ? readBack(agent.settings, merge.after) : written;
}

/** `known`: nobody has touched the settings since we did, so what we keep is still what was there before us. */
function changeFor(agent: FoundAgent, record: readonly Change[], merge: Merge): { readonly known: boolean; readonly change: Change } {
  const left = nodeCrypto.sha256(merge.after);
  const earlier = record.find((one) => one.settings === agent.settings);
  const untouched = earlier !== undefined && merge.before !== null && earlier.left === nodeCrypto.sha256(merge.before);
  if (untouched) return { known: true, change: { ...earlier, left } };
  const folders = missingFolders(folderOf(agent.settings));
  const existed = withoutOurs(agent.installer, merge.before) !== null;
  return { known: false, change: { agent: agent.installer.name, settings: agent.settings, existed, folders, left } };
}

function keepBackup(agent: FoundAgent, root: Root, merge: Merge): Result<void> {
  const original = withoutOurs(agent.installer, merge.before);
  if (original === null) return done(undefined);
  const folder = ensurePrivateFolder(root.backups);
  if (!folder.ok) return folder;
  return writeTextFile(backupOf(root, { agent: agent.installer.name, settings: agent.settings }, nodeCrypto.sha256), original);
}

/** What stood there before an older guard of ours came. */
function withoutOurs(installer: Installer, settings: string | null): string | null {
  if (settings === null) return null;
  const without = installer.uninstall(settings);
  return without.ok ? without.value : settings;
}

function readBack(path: string, wanted: string): Result<void> {
  const found = readTextIfThere(path);
  if (!found.ok) return found;
  return found.value === wanted ? done(undefined) : fail(notKept(path));
}

function notKept(path: string): Fault {
  return {
    code: "settings.not-kept",
    what: `\`${path}\` does not hold what was written to it`,
    todo: "look for another program that writes it, then run this again",
  };
}

export type TakenOut = "restored" | "cleaned" | "untouched";

/** Back to the byte where nobody else has changed the settings since; else without our entry. */
export function takeOut(installer: Installer, settings: string, root: Root): Result<TakenOut> {
  const [record, current] = [readRecord(root), readTextIfThere(settings)];
  if (!record.ok) return record;
  if (!current.ok) return current;
  if (current.value === null) return done("untouched");
  const change = record.value.find((one) => one.settings === settings);
  if (change !== undefined && change.left === nodeCrypto.sha256(current.value)) return restore(change, root);
  return clean(installer, settings, current.value);
}

function restore(change: Change, root: Root): Result<TakenOut> {
  const restored = change.existed ? restoreText(change, root) : removeMade(change);
  return restored.ok ? done("restored") : restored;
}

function restoreText(change: Change, root: Root): Result<void> {
  const path = backupOf(root, change, nodeCrypto.sha256);
  const original = readTextIfThere(path);
  if (!original.ok) return original;
  if (original.value === null)
    return fail({ code: "backup.missing", what: `the backup \`${path}\` is gone`, follows: `\`${change.settings}\` was left as it is` });
  const written = replaceFile(change.settings, original.value);
  return written.ok ? readBack(change.settings, original.value) : written;
}

function removeMade(change: Change): Result<void> {
  const removed = removeFile(change.settings);
  if (!removed.ok) return removed;
  for (const folder of change.folders) {
    const gone = removeEmptyFolder(folder);
    if (!gone.ok) return gone;
  }
  return done(undefined);
}

function clean(installer: Installer, settings: string, current: string): Result<TakenOut> {
  const without = installer.uninstall(current);
  if (!without.ok) return fail({ ...without.fault, what: `\`${settings}\` was left as it is: ${without.fault.what}` });
  if (without.value === current) return done("untouched");
  const written = without.value === null ? removeFile(settings) : replaceFile(settings, without.value);
  return written.ok ? done("cleaned") : written;
}
