/** Files that are ours alone: read only if nobody else can have written them, and replaced so that old or new is there whatever dies and when. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { done, fail, type Result } from "../../base/result.ts";
import { randomHex } from "./crypto.ts";
import { errorCode, systemFault } from "./fault.ts";

const mostBytes = 256 * 1024 * 1024;

/** `null`: there is none. A link, a second name, another owner, or rights of others are faults: then it is not ours alone. */
export function readOwnFile(path: string): Result<Uint8Array | null> {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const wrong = strangeness(fstatSync(file));
    return wrong === undefined ? done(readFileSync(file)) : fail(notOurs(path, wrong));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return done(null);
    if (errorCode(error) === "ELOOP") return fail(notOurs(path, "it is a link"));
    return systemFault("file.unreadable", `\`${path}\` could not be read`, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function strangeness(found: Stats): string | undefined {
  if (!found.isFile()) return "it is no regular file";
  if (found.nlink !== 1) return "it has a second name";
  if (found.uid !== process.getuid?.()) return `it belongs to the user ${found.uid}`;
  if ((found.mode & 0o077) !== 0) return `others have rights on it (mode ${(found.mode & 0o777).toString(8)})`;
  return found.size > mostBytes ? "it is far too large" : undefined;
}

function notOurs(
  path: string,
  why: string,
): { readonly code: string; readonly what: string; readonly follows: string; readonly todo: string } {
  const todo = "look at who made it that way, and make it a plain file of yours with mode 600";
  return { code: "file.not-ours", what: `\`${path}\` is not yours alone: ${why}`, follows: "so it was not used", todo };
}

/** What replacing takes of a disk, so that a test can let it fail, or lose power, at any step. */
export type Disk = {
  readonly create: (path: string, mode: number) => number;
  readonly write: (file: number, bytes: Uint8Array, from: number) => number;
  readonly sync: (file: number) => void;
  readonly close: (file: number) => void;
  readonly rename: (from: string, to: string) => void;
  /** Fails where the name is taken. */
  readonly link: (from: string, to: string) => void;
  readonly remove: (path: string) => void;
  readonly syncFolder: (folder: string) => void;
};

const nodeDisk: Disk = {
  create: (path, mode) => openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, mode),
  write: (file, bytes, from) => writeSync(file, bytes, from),
  sync: (file) => fsyncSync(file),
  close: (file) => closeSync(file),
  rename: (from, to) => renameSync(from, to),
  link: (from, to) => linkSync(from, to),
  remove: (path) => unlinkSync(path),
  syncFolder: (folder) => {
    const open = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
  },
};

/** Private from the moment it exists: the mode is given when it is made, never afterwards. */
export function replaceOwnFile(path: string, bytes: Uint8Array, disk: Disk = nodeDisk): Result<void> {
  return placed(path, bytes, { disk, place: (draft) => disk.rename(draft, path) });
}

/** Only where there is none yet: `false` says that there was one, which stays as it is. */
export function createOwnFile(path: string, bytes: Uint8Array, disk: Disk = nodeDisk): Result<boolean> {
  let taken = false;
  const made = placed(path, bytes, {
    disk,
    place: (draft) => {
      try {
        disk.link(draft, path);
      } catch (error) {
        if (errorCode(error) !== "EEXIST") throw error;
        taken = true;
      }
      disk.remove(draft);
    },
  });
  return made.ok ? done(!taken) : made;
}

type Placing = { readonly disk: Disk; readonly place: (draft: string) => void };

/** The bytes are on the disk before the name leads to them, and the name is before anybody is told. */
function placed(path: string, bytes: Uint8Array, { disk, place }: Placing): Result<void> {
  const draft = `${path}.${randomHex()}${draftEnding}`;
  try {
    const file = disk.create(draft, 0o600);
    try {
      for (let written = 0; written < bytes.length;) written += disk.write(file, bytes, written);
      disk.sync(file);
    } finally {
      disk.close(file);
    }
    place(draft);
    disk.syncFolder(dirname(path));
    return done(undefined);
  } catch (error) {
    drop(draft, disk);
    return systemFault("file.unwritable", `\`${path}\` could not be written`, error);
  }
}

/** What a process that was killed leaves behind ends so. */
const draftEnding = ".draft";

/** Whoever holds the lock of a folder is its only writer, so every draft in it is left over. */
export function dropOldDrafts(folder: string, disk: Disk = nodeDisk): void {
  try {
    for (const name of readdirSync(folder)) if (name.endsWith(draftEnding)) disk.remove(`${folder}/${name}`);
  } catch {
    // A draft that cannot be removed takes room and does no harm: what it holds is sealed or signed.
  }
}

function drop(draft: string, disk: Disk): void {
  try {
    disk.remove(draft);
  } catch {
    // It was not made, or has become the file already: the failure has its own words.
  }
}
