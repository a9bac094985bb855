/** Files as commands need them: whole contents, written so that a crash leaves the old or the new one. */
import {
  chmodSync,
  chownSync,
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { done, type Result } from "../../base/result.ts";
import { errorCode, systemFault } from "./fault.ts";
import { mostLinks } from "./paths.ts";
import { regularItself, regularThrough } from "./regular.ts";

export function readTextFile(path: string): Result<string> {
  try {
    return done(readFileSync(path, "utf8"));
  } catch (error) {
    return systemFault("file.unreadable", `\`${path}\` could not be read`, error);
  }
}

/** A regular file, whole; a device or a pipe at that name is a fault. */
export function readBytes(path: string): Result<Uint8Array> {
  try {
    const there = regularThrough(path);
    return there.ok ? done(new Uint8Array(readFileSync(path))) : there;
  } catch (error) {
    return systemFault("file.unreadable", `\`${path}\` could not be read`, error);
  }
}

/** The last bytes of a file, as text; `""` where there is none. */
export function readTail(path: string, maxBytes: number): Result<string> {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const size = fstatSync(file).size;
    const bytes = Buffer.alloc(Math.min(size, maxBytes));
    const read = readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return done(bytes.subarray(0, read).toString("utf8"));
  } catch (error) {
    return errorCode(error) === "ENOENT" ? done("") : systemFault("file.unreadable", `\`${path}\` could not be read`, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** A file of somebody else, exact to the byte; `null` where there is none. */
export function readTextIfThere(path: string): Result<string | null> {
  try {
    const there = regularThrough(path);
    return there.ok ? done(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path))) : there;
  } catch (error) {
    return errorCode(error) === "ENOENT" ? done(null) : systemFault("file.unreadable", `\`${path}\` could not be read`, error);
  }
}

/** Written beside, synced, renamed over, and the folder synced: the name never leads to half a file. */
export function writeTextFile(path: string, text: string, mode = 0o600): Result<void> {
  return writeWhole(path, Buffer.from(text), () => ({ mode }));
}

/** A file of somebody else with new content: a link stays a link, owner and mode stay what they were, but for the bits that it needs. */
export function replaceFile(path: string, text: string, needed = 0): Result<void> {
  return writeWhole(targetOf(path), Buffer.from(text), (before) =>
    before === undefined ? { mode: 0o600 | needed } : { mode: (before.mode & 0o7777) | needed, before },
  );
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
    const there = regularItself(path);
    if (!there.ok) return there;
    rmSync(path, { force: true });
    return done(undefined);
  } catch (error) {
    return systemFault("file.unremovable", `\`${path}\` could not be removed`, error);
  }
}

/** A file, or the names in a folder, safe on the disk. */
export function syncEntry(path: string): void {
  const entry = openSync(path, "r");
  try {
    fsyncSync(entry);
  } finally {
    closeSync(entry);
  }
}

type Look = { readonly mode: number; readonly before?: Stats };

function writeWhole(path: string, content: Uint8Array, look: (before: Stats | undefined) => Look): Result<void> {
  const draft = `${path}.${process.pid}.new`;
  try {
    const before = regularThrough(path);
    if (!before.ok) return before;
    writeSynced(draft, content, look(before.value));
    renameSync(draft, path);
    syncEntry(dirname(path));
    return done(undefined);
  } catch (error) {
    dropDraft(draft);
    return systemFault("file.unwritable", `\`${path}\` could not be written`, error);
  }
}

/** After a failure that has its own words; what keeps the draft from going is the same or says less. */
export function dropDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // No folder, or none that may be written: then there is no draft either.
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
