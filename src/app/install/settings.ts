/** The guard into an agent's files and out of them again, so that each is afterwards what it was, to the byte. */
import type { Fault } from "../../base/fault.ts";
import { folderOf } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { FilePlace, Installer, SettingsFile } from "../../agents/agents.ts";
import {
  ensureFolder,
  ensurePrivateFolder,
  ensureSharedFolder,
  entryOf,
  missingFolders,
  nodeCrypto,
  readTextIfThere,
  removeEmptyFolder,
  removeFile,
  replaceFile,
  writeTextFile,
} from "../../hosts/node/node.ts";
import { type FoundAgent, lineFor } from "./found.ts";
import { backupOf, isSamePlacement, type Kept, type Placement, readRecord, writeRecord } from "./record.ts";
import type { Root } from "./root.ts";

/** What the files are and what they have to become. */
export type Merge = {
  readonly before: readonly SettingsFile[];
  readonly after: readonly SettingsFile[];
  readonly changed: readonly FilePlace[];
};

export function planMerge(agent: FoundAgent, root: Root): Result<Merge> {
  const before = readFiles(agent.files);
  if (!before.ok) return before;
  const after = agent.installer.install(before.value, lineFor(agent, root));
  if (!after.ok) return fail({ ...after.fault, what: `${leftAlone(agent.files)}: ${after.fault.what}` });
  const lame = lameFiles(agent.installer, before.value);
  const changed = after.value.filter((file) => file.text !== textAt(before.value, file.path) || lame.includes(file.path));
  return done({ before: before.value, after: after.value, changed });
}

/** Files of ours that the product runs as programs, and cannot: their owner may not execute them any more. */
export function lameFiles(installer: Installer, files: readonly SettingsFile[]): readonly string[] {
  const others = withoutOurs(installer, files);
  return files.flatMap(({ path, text, executable }) => {
    if (executable !== true || text === textAt(others, path)) return [];
    const entry = entryOf(path);
    return entry !== undefined && (entry.mode & 0o100) === 0 ? [path] : [];
  });
}

export function readFiles(places: readonly FilePlace[]): Result<readonly SettingsFile[]> {
  const files: SettingsFile[] = [];
  for (const place of places) {
    const text = readTextIfThere(place.path);
    if (!text.ok) return text;
    files.push({ ...place, text: text.value });
  }
  return done(files);
}

function textAt(files: readonly SettingsFile[], path: string): string | null {
  return files.find((file) => file.path === path)?.text ?? null;
}

/** The record and the backups are there before a file changes, so that a crash in between loses nothing. */
export function carryOut(agent: FoundAgent, root: Root, merge: Merge): Result<void> {
  const record = readRecord(root);
  if (!record.ok) return record;
  const earlier = record.value.find((one) => isSamePlacement(one, agent.files));
  const originals = withoutOurs(agent.installer, merge.before);
  const kept: Kept[] = [];
  for (const { path } of merge.after) {
    const keeping = keep({ agent, root, merge, earlier, originals }, path);
    if (!keeping.ok) return keeping;
    if (keeping.value !== undefined) kept.push(keeping.value);
  }
  const others = record.value.filter((one) => one !== earlier);
  const noted = writeRecord(root, [...others, { agent: agent.installer.name, scope: agent.scope, files: kept }]);
  return noted.ok ? writeAll(agent, merge) : noted;
}

type Keeping = {
  readonly agent: FoundAgent;
  readonly root: Root;
  readonly merge: Merge;
  readonly earlier: Placement | undefined;
  readonly originals: readonly SettingsFile[];
};

/** Where nobody has touched the file since we did, what we keep is still what was there before us. */
function keep({ agent, root, merge, earlier, originals }: Keeping, path: string): Result<Kept | undefined> {
  const place = agent.files.find((file) => file.path === path);
  const [before, after] = [textAt(merge.before, path), textAt(merge.after, path)];
  const known = earlier?.files.find((file) => file.path === path);
  if (place === undefined || after === null || (known === undefined && before === after)) return done(known);
  const left = nodeCrypto.sha256(after);
  if (known !== undefined && before !== null && known.left === nodeCrypto.sha256(before)) return done({ ...known, left });
  const original = textAt(originals, path);
  const folders = missingFolders(folderOf(path));
  const kept = { ...place, existed: original !== null, folders, left };
  if (original === null) return done(kept);
  const folder = ensurePrivateFolder(root.backups);
  if (!folder.ok) return folder;
  const written = writeTextFile(backupOf(root, { agent: agent.installer.name, path }, nodeCrypto.sha256), original);
  return written.ok ? done(kept) : written;
}

/** What stood there before an older guard of ours came. */
function withoutOurs(installer: Installer, files: readonly SettingsFile[]): readonly SettingsFile[] {
  const without = installer.uninstall(files);
  return without.ok ? without.value : files;
}

function writeAll(agent: FoundAgent, { before, after, changed }: Merge): Result<void> {
  const managed = agent.scope === "managed";
  for (const { path, executable } of changed) {
    const text = textAt(after, path);
    if (text === null) return fail(notKept(path));
    const folder = managed ? ensureSharedFolder(folderOf(path)) : ensureFolder(folderOf(path));
    if (!folder.ok) return folder;
    const made = textAt(before, path) === null && (managed || executable === true);
    const bits = executable === true ? 0o755 : 0o644;
    const written = made ? writeTextFile(path, text, bits) : replaceFile(path, text, executable === true ? 0o100 : 0);
    const kept = written.ok ? readBack(path, text) : written;
    if (!kept.ok) return kept;
  }
  return done(undefined);
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

export type TakenOut = { readonly path: string; readonly is: "restored" | "cleaned" | "untouched" };

/** Back to the byte where nobody else has changed a file since; else without our entry. */
export function takeOut(installer: Installer, places: readonly FilePlace[], root: Root): Result<readonly TakenOut[]> {
  const [record, current] = [readRecord(root), readFiles(places)];
  if (!record.ok) return record;
  if (!current.ok) return current;
  const kept = record.value.filter((one) => one.agent === installer.name && isSamePlacement(one, places)).flatMap((one) => one.files);
  const mine = (file: SettingsFile): Kept | undefined =>
    kept.find(({ path, left }) => path === file.path && file.text !== null && left === nodeCrypto.sha256(file.text));
  const cleaned = current.value.every((file) => file.text === null || mine(file) !== undefined)
    ? done(current.value)
    : installer.uninstall(current.value);
  if (!cleaned.ok) return fail({ ...cleaned.fault, what: `${leftAlone(places)}: ${cleaned.fault.what}` });
  const taken: TakenOut[] = [];
  for (const file of current.value.toReversed()) {
    const known = mine(file);
    const text = textAt(cleaned.value, file.path);
    const ended = known === undefined ? clean(file, text) : restore({ agent: installer.name, root }, known);
    if (!ended.ok) return ended;
    taken.push({ path: file.path, is: ended.value });
  }
  return done(taken.toReversed());
}

function leftAlone(places: readonly FilePlace[]): string {
  const names = places.map(({ path }) => `\`${path}\``).join(" and ");
  return `${names} ${places.length === 1 ? "was left as it is" : "were left as they are"}`;
}

type Whose = { readonly agent: string; readonly root: Root };

function restore(whose: Whose, kept: Kept): Result<TakenOut["is"]> {
  const restored = kept.existed ? restoreText(whose, kept) : removeMade(kept);
  return restored.ok ? done("restored") : restored;
}

function restoreText({ agent, root }: Whose, kept: Kept): Result<void> {
  const path = backupOf(root, { agent, path: kept.path }, nodeCrypto.sha256);
  const original = readTextIfThere(path);
  if (!original.ok) return original;
  if (original.value === null)
    return fail({ code: "backup.missing", what: `the backup \`${path}\` is gone`, follows: `\`${kept.path}\` was left as it is` });
  const written = replaceFile(kept.path, original.value);
  return written.ok ? readBack(kept.path, original.value) : written;
}

function removeMade(kept: Kept): Result<void> {
  const removed = removeFile(kept.path);
  if (!removed.ok) return removed;
  for (const folder of kept.folders) {
    const gone = removeEmptyFolder(folder);
    if (!gone.ok) return gone;
  }
  return done(undefined);
}

function clean(file: SettingsFile, without: string | null): Result<TakenOut["is"]> {
  if (without === file.text) return done("untouched");
  const written = without === null ? removeFile(file.path) : replaceFile(file.path, without);
  return written.ok ? done("cleaned") : written;
}
