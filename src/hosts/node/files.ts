/** Files as commands need them: whole contents, written so that a crash leaves the old or the new one. */
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { done, type Result } from "../../base/result.ts";
import { errorCode, systemFault } from "./fault.ts";

export function readTextFile(path: string): Result<string> {
  try {
    return done(readFileSync(path, "utf8"));
  } catch (error) {
    return systemFault("file.unreadable", `\`${path}\` could not be read`, error);
  }
}

/** A file of somebody else, exact to the byte; `null` where there is none. */
export function readTextIfThere(path: string): Result<string | null> {
  try {
    return done(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path)));
  } catch (error) {
    return errorCode(error) === "ENOENT" ? done(null) : systemFault("file.unreadable", `\`${path}\` could not be read`, error);
  }
}

/** Written beside, synced, renamed over, and the folder synced: the name never leads to half a file. */
export function writeTextFile(path: string, text: string, mode = 0o600): Result<void> {
  return writeWhole(path, Buffer.from(text), { mode });
}

/** A file of somebody else with new content: a link stays a link, mode and owner stay what they were. */
export function replaceFile(path: string, text: string): Result<void> {
  try {
    const target = targetOf(path);
    const before = statSync(target, { throwIfNoEntry: false });
    return writeWhole(target, Buffer.from(text), before === undefined ? { mode: 0o600 } : { mode: before.mode & 0o7777, before });
  } catch (error) {
    return systemFault("file.unwritable", `\`${path}\` could not be written`, error);
  }
}

/** Where a link points, as written; `null` where there is no link. */
export function linkTarget(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    // Not a link, or not there: both mean that nothing leads on from here.
    return null;
  }
}

/** A link stays, what it leads to goes. */
export function removeFile(path: string): Result<void> {
  return removed(targetOf(path));
}

export function removeLink(link: string): Result<void> {
  return removed(link);
}

function removed(path: string): Result<void> {
  try {
    rmSync(path, { force: true });
    return done(undefined);
  } catch (error) {
    return systemFault("file.unremovable", `\`${path}\` could not be removed`, error);
  }
}

export function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** As many links as the system itself follows. */
const mostLinks = 40;

type Look = { readonly mode: number; readonly before?: Stats };

function writeWhole(path: string, content: Uint8Array, look: Look): Result<void> {
  const draft = `${path}.${process.pid}.new`;
  try {
    writeSynced(draft, content, look);
    renameSync(draft, path);
    syncFolder(dirname(path));
    return done(undefined);
  } catch (error) {
    rmSync(draft, { force: true });
    return systemFault("file.unwritable", `\`${path}\` could not be written`, error);
  }
}

function writeSynced(draft: string, content: Uint8Array, look: Look): void {
  rmSync(draft, { force: true });
  const file = openSync(draft, "wx", look.mode);
  try {
    for (let written = 0; written < content.length;) written += writeSync(file, content, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  const { before } = look;
  if (before !== undefined && before.uid !== process.getuid?.()) chownSync(draft, before.uid, before.gid);
  chmodSync(draft, look.mode);
}

/** Where a path leads through links; the last of them may lead to a file that is still to be made. */
function targetOf(path: string, links = 0): string {
  const next = links < mostLinks ? linkTarget(path) : null;
  return next === null ? path : targetOf(resolve(dirname(path), next), links + 1);
}
