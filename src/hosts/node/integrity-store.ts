/** Contents kept by their hash, and files taken out of the way: private, whole, and given back only if they are what they were. */
import { chmodSync, chownSync, copyFileSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { done, fail, type Result } from "../../base/result.ts";
import { hashOf } from "./crypto.ts";
import { errorCode, systemFault } from "./fault.ts";
import { syncEntry } from "./files.ts";
import { createOwnFile, readOwnFile, replaceOwnFile } from "./own-files.ts";

/** Kept once for each content. */
export function keepContent(store: string, content: Uint8Array): Result<string> {
  const sha256 = hashOf(content);
  const made = createOwnFile(join(store, sha256), content);
  return made.ok ? done(sha256) : made;
}

/** `null`: it was not kept. What is not what its name says is a fault. */
export function keptContent(store: string, sha256: string): Result<Uint8Array | null> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return fail({ code: "integrity.store", what: "this is not the name of a kept content" });
  const content = readOwnFile(join(store, sha256));
  if (!content.ok || content.value === null || hashOf(content.value) === sha256) return content;
  return fail({
    code: "integrity.store",
    what: `the kept content ${sha256.slice(0, 12)} is damaged`,
    follows: "it was not used",
    todo: "put the file back from a backup",
  });
}

export type Restored = { readonly mode: number; readonly owner: number; readonly group: number };

/** In one step, with mode and owner from the start; a link or a file that stands there goes, a folder does not. */
export function restoreFile(path: string, content: Uint8Array, { mode, owner, group }: Restored): Result<void> {
  const draft = `${path}.${process.pid}.restored`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(draft, { force: true });
    const written = replaceOwnFile(draft, content);
    if (!written.ok) return written;
    if (process.getuid?.() === 0) chownSync(draft, owner, group);
    chmodSync(draft, mode);
    renameSync(draft, path);
    syncEntry(dirname(path));
    return done(undefined);
  } catch (error) {
    rmSync(draft, { force: true });
    return systemFault("integrity.restore", `\`${path}\` could not be restored`, error);
  }
}

/** Only what differs in its rights, without touching what it holds. */
export function restoreRights(path: string, { mode, owner, group }: Restored): Result<void> {
  try {
    if (lstatSync(path).isSymbolicLink())
      return fail({ code: "integrity.restore", what: `\`${path}\` is a link now`, follows: "it was left as it is" });
    if (process.getuid?.() === 0) chownSync(path, owner, group);
    chmodSync(path, mode);
    return done(undefined);
  } catch (error) {
    return systemFault("integrity.restore", `the rights of \`${path}\` could not be restored`, error);
  }
}

export function restoreLink(path: string, target: string): Result<void> {
  const draft = `${path}.${process.pid}.restored`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(draft, { force: true });
    symlinkSync(target, draft);
    renameSync(draft, path);
    syncEntry(dirname(path));
    return done(undefined);
  } catch (error) {
    rmSync(draft, { force: true });
    return systemFault("integrity.restore", `the link \`${path}\` could not be restored`, error);
  }
}

/** Moved, so that nothing of it is lost; where that is another disk, copied first. Nobody may run or read it there but its owner. */
export function takeAway(path: string, to: string): Result<void> {
  try {
    const stats = lstatSync(path);
    try {
      renameSync(path, to);
    } catch (error) {
      if (errorCode(error) !== "EXDEV" || !stats.isFile()) throw error;
      copyFileSync(path, to);
      syncEntry(to);
      rmSync(path);
    }
    if (!stats.isSymbolicLink()) chmodSync(to, stats.isDirectory() ? 0o700 : 0o600);
    syncEntry(dirname(to));
    syncEntry(dirname(path));
    return done(undefined);
  } catch (error) {
    return systemFault("integrity.quarantine", `\`${path}\` could not be taken away`, error);
  }
}
