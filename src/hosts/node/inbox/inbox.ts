/** A folder as a door: a file in it is claimed by one rename before anything else happens, and what becomes of it can be watched there. */
import { constants, closeSync, fstatSync, linkSync, lstatSync, openSync, readSync, renameSync, rmSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { done, fail, type Result } from "../../../base/result.ts";
import { readTaskFile, type TaskFile } from "../../../fleet/fleet.ts";
import { randomHex } from "../crypto.ts";
import { errorCode, systemFault } from "../fault.ts";
import { syncEntry, writeTextFile } from "../files.ts";
import { ensureFolder, isFolderItself, namesIn, removeEmptyFolder } from "../folders.ts";

export type Inbox = {
  /** What is claimed: first all that was claimed before and is still with us, then what came since. Bad files are put aside and said. */
  readonly scan: (now: number) => readonly Found[];
  /** Shows people what became of it. A file that somebody took away meanwhile needs no showing. */
  readonly settle: (task: string, as: Settled) => Result<void>;
};

export type Found =
  | { readonly is: "task"; readonly task: string; readonly name: string; readonly owner: number; readonly file: TaskFile }
  | { readonly is: "refused"; readonly name: string; readonly why: string };

export type Settled = "dispatched" | "done" | "dead" | "cancelled" | "inbox";

/** Bytes of one file; a longer one is no task. */
const longestFile = 1024 * 1024;
/** A file that was written to this recently may still be on its way. */
const settleMs = 1_000;

type Folders = { readonly queue: string; readonly inbox: string; readonly claimed: string };

export function inboxOf(project: string): Inbox {
  const queue = join(project, ".agent-queue");
  const folders = { queue, inbox: join(queue, "inbox"), claimed: join(queue, "claimed") };
  const told = new Set<string>();
  return {
    scan: (now) => {
      if (![folders.queue, folders.inbox].every(isFolderItself)) return [];
      const found = claimAll(folders, now);
      const fresh = claimedIn(folders).filter(({ task }) => !told.has(task));
      for (const { task } of fresh) told.add(task);
      return [...found, ...fresh.map((claim) => examined(folders, claim))];
    },
    settle: (task, as) => settle(folders, task, as),
  };
}

/** Names that editors, people and this very program give to what is no task. */
function isTaskName(name: string): boolean {
  return name.endsWith(".md") && !/^[.#~]/.test(name);
}

/** Only this rename decides who has it: of two that try, one finds nothing any more. */
function claimAll({ inbox, claimed }: Folders, now: number): readonly Found[] {
  const names = namesIn(inbox);
  return (names.ok ? names.value : []).filter(isTaskName).flatMap((name) => {
    const entry = lstatSync(join(inbox, name), { throwIfNoEntry: false });
    if (entry === undefined || entry.isDirectory() || now - Math.max(entry.mtimeMs, entry.ctimeMs) < settleMs) return [];
    const claim = join(claimed, randomHex());
    const made = ensureFolder(claim);
    if (!made.ok) return [{ is: "refused", name, why: made.fault.what }];
    try {
      renameSync(join(inbox, name), join(claim, name));
      for (const folder of [claim, claimed, inbox]) syncEntry(folder);
      return [];
    } catch (error) {
      removeEmptyFolder(claim);
      return errorCode(error) === "ENOENT" ? [] : [{ is: "refused", name, why: String(error) }];
    }
  });
}

type Claim = { readonly task: string; readonly name: string; readonly path: string };

/** One folder for each, named like the task: the file keeps its own name, however long. */
function claimedIn({ claimed }: Folders): readonly Claim[] {
  const tasks = namesIn(claimed);
  return (tasks.ok ? tasks.value : []).flatMap((task) => {
    const names = namesIn(join(claimed, task));
    const [name] = names.ok ? names.value : [];
    return name === undefined ? [] : [{ task, name, path: join(claimed, task, name) }];
  });
}

function examined(folders: Folders, claim: Claim): Found {
  const text = readClaimed(claim.path);
  const file = text.ok ? readTaskFile(text.value.text, claim.name.replace(/\.md$/, "")) : text;
  if (text.ok && file.ok) return { is: "task", task: claim.task, name: claim.name, owner: text.value.owner, file: file.value };
  const why = file.ok ? "" : file.fault.what;
  const moved = moveTo(folders, claim, "refused");
  if (moved.ok) writeTextFile(`${moved.value}.why`, `${why}\n`, 0o644);
  return { is: "refused", name: claim.name, why };
}

/** Opened without following a link and without waiting for a pipe: what is read is the file that was claimed, or nothing. */
function readClaimed(path: string): Result<{ readonly text: string; readonly owner: number }> {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = fstatSync(file);
    const flaw = flawOf(stats);
    if (flaw !== undefined) return fail({ code: "task.unreadable", what: flaw });
    const bytes = Buffer.alloc(stats.size);
    let filled = 0;
    for (let read = 1; filled < bytes.length && read > 0; filled += read)
      read = readSync(file, bytes, filled, bytes.length - filled, filled);
    return done({ text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, filled)), owner: stats.uid });
  } catch (error) {
    if (errorCode(error) === "ELOOP")
      return fail({ code: "task.unreadable", what: "it is a link, and what a link leads to was not put here" });
    return systemFault("task.unreadable", "it could not be read", error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Whoever else may write into the folder would command agents that run as this user. */
const trusted: ReadonlySet<number | undefined> = new Set([0, process.getuid?.()]);

function flawOf(stats: Stats): string | undefined {
  if (!stats.isFile()) return "it is no regular file";
  if (!trusted.has(stats.uid)) return `it belongs to the user ${stats.uid}, who gives no work here`;
  return stats.size > longestFile ? `it has ${stats.size} bytes, the most is ${longestFile}` : undefined;
}

function settle(folders: Folders, task: string, as: Settled): Result<void> {
  const claim = claimedIn(folders).find((one) => one.task === task);
  if (claim === undefined) return done(undefined);
  try {
    if (as === "dispatched") return mark(folders, claim);
    unmark(folders, claim);
    if (as === "inbox") return done(undefined);
    const moved = moveTo(folders, claim, as);
    return moved.ok ? done(undefined) : moved;
  } catch (error) {
    return systemFault("inbox.unsettled", `\`${claim.name}\` could not be shown as ${as}`, error);
  }
}

const dispatched = ".dispatched";

/** A second name for the same file: being the same file is all that ties the two. */
function mark({ inbox }: Folders, claim: Claim): Result<void> {
  if (markOf(inbox, claim.path) === undefined) linkFreely(claim, { folder: inbox, end: dispatched });
  return done(undefined);
}

function unmark({ inbox }: Folders, { path }: Claim): void {
  const name = markOf(inbox, path);
  if (name !== undefined) rmSync(join(inbox, name), { force: true });
}

function markOf(inbox: string, path: string): string | undefined {
  const own = lstatSync(path);
  const names = namesIn(inbox);
  return (names.ok ? names.value : []).find((name) => {
    const entry = name.endsWith(dispatched) ? lstatSync(join(inbox, name), { throwIfNoEntry: false }) : undefined;
    return entry?.ino === own.ino && entry.dev === own.dev;
  });
}

function moveTo({ queue }: Folders, claim: Claim, name: string): Result<string> {
  const folder = join(queue, name);
  const made = ensureFolder(folder);
  if (!made.ok) return made;
  try {
    const to = linkFreely(claim, { folder, end: "" });
    syncEntry(folder);
    rmSync(claim.path, { force: true });
    removeEmptyFolder(dirname(claim.path));
    return done(to);
  } catch (error) {
    return systemFault("inbox.unmoved", `\`${claim.name}\` could not be put into \`${name}\``, error);
  }
}

type Wanted = { readonly folder: string; readonly end: string };

/** Nothing that lies there is ever written over: an earlier file of the same name is another task. */
function linkFreely({ task, name, path }: Claim, { folder, end }: Wanted): string {
  const plain = join(folder, `${name}${end}`);
  try {
    linkSync(path, plain);
    return plain;
  } catch (error) {
    if (errorCode(error) !== "EEXIST" && errorCode(error) !== "ENAMETOOLONG") throw error;
    const own = join(folder, `${name.replace(/\.md$/, "").slice(0, mostNameChars)}.${task.slice(0, 12)}.md${end}`);
    linkSync(path, own);
    return own;
  }
}

/** So many characters of any script, and the rest, fit into the 255 bytes of a name. */
const mostNameChars = 50;
