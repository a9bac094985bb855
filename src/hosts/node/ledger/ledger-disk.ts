/** A ledger's folder as Node sees it. Every change is on the disk before it counts as made. */
import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { done, type Result } from "../../../base/result.ts";
import type { Disk } from "../../../proof/ledger/ledger.ts";
import { errorCode, systemFault } from "../fault.ts";
import { syncEntry } from "../files.ts";
import { ensurePrivateFolder } from "../folders.ts";

export function ledgerDisk(folder: string): Disk {
  const at = (name: string): string => join(folder, name);
  return {
    names: (name) => tried(`the folder \`${at(name)}\` could not be read`, () => namesIn(at(name))),
    size: (name) => tried(`\`${at(name)}\` could not be looked at`, () => sizeOf(at(name))),
    read: (name, part) => tried(`\`${at(name)}\` could not be read`, () => opened(at(name), reading, (file) => readPart(file, part))),
    append: (name, bytes) => inPlace(at(name), `\`${at(name)}\` could not be added to`, () => appended(at(name), bytes)),
    cut: (name, bytes) => tried(`\`${at(name)}\` could not be cut`, () => opened(at(name), writing, (file) => cut(file, bytes))),
    replace: (name, bytes) => inPlace(at(name), `\`${at(name)}\` could not be written`, () => replaced(at(name), bytes)),
    rename: (from, to) => inPlace(at(to), `\`${at(from)}\` could not be renamed`, () => renamed(at(from), at(to))),
    remove: (name) => tried(`\`${at(name)}\` could not be removed`, () => removed(at(name))),
    sync: (name) => tried(`\`${at(name)}\` could not be brought to disk`, () => opened(at(name), reading, fdatasyncSync)),
  };
}

/** Never through a link: what lies in the ledger's folder is the ledger's. */
const reading = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const writing = constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const appending = writing | constants.O_APPEND | constants.O_CREAT;
const creating = writing | constants.O_CREAT | constants.O_EXCL;

function tried<T>(what: string, act: () => T): Result<T> {
  try {
    return done(act());
  } catch (error) {
    return systemFault("ledger.disk", what, error);
  }
}

/** In a folder that is made, and private, where it is missing. */
function inPlace(path: string, what: string, act: () => void): Result<void> {
  const folder = ensurePrivateFolder(dirname(path));
  return folder.ok ? tried(what, act) : folder;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

function sizeOf(path: string): number | null {
  try {
    return opened(path, reading, (file) => fstatSync(file).size);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

function opened<T>(path: string, flags: number, act: (file: number) => T): T {
  const file = openSync(path, flags, 0o600);
  try {
    if (!fstatSync(file).isFile()) throw new Error("it is not a regular file");
    return act(file);
  } finally {
    closeSync(file);
  }
}

function readPart(file: number, { from, bytes }: { readonly from: number; readonly bytes: number }): Uint8Array {
  const part = Buffer.alloc(bytes);
  let read = 0;
  for (let more = 1; more > 0 && read < bytes; read += more) more = readSync(file, part, read, bytes - read, from + read);
  return part.subarray(0, read);
}

/** One write, as hooks do it: a short one is a failure, and what it left is torn. */
function appended(path: string, bytes: Uint8Array): void {
  opened(path, appending, (file) => {
    if (writeSync(file, bytes) !== bytes.length) throw new Error("only a part could be written (is the disk full?)");
    fdatasyncSync(file);
  });
  syncEntry(dirname(path));
}

function cut(file: number, bytes: number): void {
  ftruncateSync(file, bytes);
  fdatasyncSync(file);
}

function replaced(path: string, bytes: Uint8Array): void {
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  opened(draft, creating, (file) => {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  });
  renameSync(draft, path);
  syncEntry(dirname(path));
}

function renamed(from: string, to: string): void {
  renameSync(from, to);
  syncEntry(dirname(to));
  syncEntry(dirname(from));
}

function removed(path: string): void {
  rmSync(path, { force: true });
  syncEntry(dirname(path));
}
