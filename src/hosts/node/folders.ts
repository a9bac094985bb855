/** Folders, links and programs of our own: made private, put in place in one step, and taken away again. */
import {
  accessSync,
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { done, type Result } from "../../base/result.ts";
import { hashOf } from "./crypto.ts";
import { errorCode, systemFault } from "./fault.ts";
import { dropDraft, syncEntry } from "./files.ts";
import { regularItself, regularThrough } from "./regular.ts";

/** A folder that only its owner may enter; folders above it that are missing are made the same way. */
export function ensurePrivateFolder(path: string): Result<void> {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
    return done(undefined);
  } catch (error) {
    return systemFault("folder.unmakeable", `the folder \`${path}\` could not be made`, error);
  }
}

/** A folder that is somebody else's as soon as it exists. */
export function ensureFolder(path: string): Result<void> {
  try {
    mkdirSync(path, { recursive: true });
    return done(undefined);
  } catch (error) {
    return systemFault("folder.unmakeable", `the folder \`${path}\` could not be made`, error);
  }
}

/** A folder that everybody may enter and only its owner may change; so are those above it that had to be made. */
export function ensureSharedFolder(path: string): Result<void> {
  try {
    const made = missingFolders(path);
    mkdirSync(path, { recursive: true });
    for (const folder of made) chmodSync(folder, 0o755);
    return done(undefined);
  } catch (error) {
    return systemFault("folder.unmakeable", `the folder \`${path}\` could not be made`, error);
  }
}

/** The folders that would have to be made for this one, the innermost first. */
export function missingFolders(path: string): readonly string[] {
  return existsSync(path) ? [] : [path, ...missingFolders(dirname(path))];
}

export type EntryState = {
  readonly kind: "file" | "folder" | "link" | "other";
  readonly mode: number;
  readonly owner: number;
  readonly changedMs: number;
};

/** What a path leads to in the end, and whose it is. */
export function entryOf(path: string): EntryState | undefined {
  return stateOf(() => statSync(path));
}

/** The same of the name itself, were it a link. */
export function entryItself(path: string): EntryState | undefined {
  return stateOf(() => lstatSync(path));
}

function stateOf(look: () => Stats): EntryState | undefined {
  try {
    const stats = look();
    const kinds = [stats.isFile() && "file", stats.isDirectory() && "folder", stats.isSymbolicLink() && "link"] as const;
    const kind = kinds.find((one) => one !== false) ?? "other";
    return { kind, mode: stats.mode & 0o7777, owner: stats.uid, changedMs: stats.mtimeMs };
  } catch {
    // Not there, or not for us to see: in either case nobody can say anything of it.
    return undefined;
  }
}

/** The files below a folder that changed since an instant, the newest first. */
export function newestFiles(folder: string, sinceMs: number, most: number): readonly string[] {
  const found = filesBelow(folder, deepestFolder).flatMap((path) => {
    const changedMs = entryItself(path)?.changedMs ?? 0;
    return changedMs >= sinceMs ? [{ path, changedMs }] : [];
  });
  return found
    .toSorted((one, other) => other.changedMs - one.changedMs)
    .slice(0, most)
    .map(({ path }) => path);
}

const deepestFolder = 4;

function filesBelow(folder: string, depth: number): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return [path];
      return entry.isDirectory() && depth > 0 ? filesBelow(path, depth - 1) : [];
    });
  } catch {
    // A folder that is not there, or closed to us, shows us no files.
    return [];
  }
}

export function isThere(path: string): boolean {
  return existsSync(path);
}

export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    // Whatever keeps us from writing there, the answer is no.
    return false;
  }
}

/** A link to a folder is none: who goes through folders must come to an end. */
export function isFolderItself(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Where a path leads through all links; itself where that cannot be told. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Nothing is there yet, or it may not be entered: then it has no other name that anybody could use.
    return path;
  }
}

/** The names in a folder, sorted; none where there is no folder. */
export function namesIn(folder: string): Result<readonly string[]> {
  try {
    return done(readdirSync(folder).sort());
  } catch (error) {
    return errorCode(error) === "ENOENT" ? done([]) : systemFault("folder.unreadable", `the folder \`${folder}\` could not be read`, error);
  }
}

/** A program copied so that its name never leads to anything but the bytes of this hash: synced and read back before the name exists. */
export function copyProgram(from: string, to: string, hash: string): Result<void> {
  const draft = `${to}.${process.pid}.new`;
  try {
    for (const path of [from, to]) {
      const there = regularThrough(path);
      if (!there.ok) return there;
    }
    copySynced(from, draft);
    if (hashOf(readFileSync(draft)) !== hash) throw new Error("the copy is not what was to be copied");
    renameSync(draft, to);
    syncEntry(dirname(to));
    return done(undefined);
  } catch (error) {
    dropDraft(draft);
    return systemFault("file.uncopied", `\`${from}\` could not be copied to \`${to}\``, error);
  }
}

function copySynced(from: string, draft: string): void {
  rmSync(draft, { force: true });
  copyFileSync(from, draft, constants.COPYFILE_FICLONE);
  chmodSync(draft, 0o755);
  syncEntry(draft);
}

/** The link leads to the old target or to the new one, never to nothing. */
export function swapLink(link: string, target: string): Result<void> {
  const draft = `${link}.${process.pid}.new`;
  try {
    const there = regularItself(link);
    if (!there.ok) return there;
    rmSync(draft, { force: true });
    symlinkSync(target, draft);
    renameSync(draft, link);
    syncEntry(dirname(link));
    return done(undefined);
  } catch (error) {
    dropDraft(draft);
    return systemFault("link.unset", `the link \`${link}\` could not be set`, error);
  }
}

/** A folder goes only when nothing is left in it. */
export function removeEmptyFolder(folder: string): Result<boolean> {
  try {
    rmdirSync(folder);
    return done(true);
  } catch (error) {
    if (["ENOENT", "ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(errorCode(error) ?? "")) return done(false);
    return systemFault("folder.unremovable", `the folder \`${folder}\` could not be removed`, error);
  }
}

export function removeTree(folder: string): Result<void> {
  try {
    rmSync(folder, { recursive: true, force: true });
    return done(undefined);
  } catch (error) {
    return systemFault("folder.unremovable", `the folder \`${folder}\` could not be removed`, error);
  }
}

/** A new and private folder for something that is thrown away afterwards. */
export function throwawayFolder(name: string, within = tmpdir()): Result<string> {
  try {
    return done(mkdtempSync(join(within, `${name}-`)));
  } catch (error) {
    return systemFault("folder.unmakeable", "a temporary folder could not be made", error);
  }
}
