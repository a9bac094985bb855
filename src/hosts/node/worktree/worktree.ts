/** A folder of its own for each task: made once, marked as ours, and removed only when nothing in it would be lost. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "../../../base/json.ts";
import { isMembers } from "../../../base/read.ts";
import { done, fail, type Result } from "../../../base/result.ts";
import type { WorktreeSeen } from "../../../fleet/fleet.ts";
import { readTextIfThere, writeTextFile } from "../files.ts";
import { ensurePrivateFolder } from "../folders.ts";
import { fileNameFor } from "../sessions/session-folder.ts";
import type { Git } from "./git.ts";
import { inspected } from "./inspection.ts";

export type Worktrees = {
  readonly make: (wanted: Wanted) => Promise<Result<Made>>;
  readonly inspect: (task: string, folder: string) => Promise<WorktreeSeen>;
  readonly collect: (task: string, folder: string) => Promise<Result<void>>;
};

export type Wanted = { readonly task: string; readonly project: string; readonly branch: string };
export type Made = { readonly folder: string; readonly branch: string };

/** `root`: the private folder in which all of them lie. */
export function worktreesIn(root: string, git: Git): Worktrees {
  return {
    make: (wanted) => make({ root, git }, wanted),
    inspect: (task, folder) => inspect(git, task, folder),
    collect: (task, folder) => collect(git, task, folder),
  };
}

type Place = { readonly root: string; readonly git: Git };

/** Whose it is stands in git's own folder of the worktree: it makes nothing dirty, and goes when that goes. */
type Mark = { readonly task: string; readonly branch: string };

async function make({ root, git }: Place, { task, project, branch }: Wanted): Promise<Result<Made>> {
  const parent = ensurePrivateFolder(root);
  if (!parent.ok) return parent;
  const folder = join(root, fileNameFor(task));
  if (existsSync(folder)) return again(git, { task, folder });
  const flaw = await git(project, ["check-ref-format", "--branch", branch]);
  if (!flaw.ok) return flaw;
  const known = await git(project, ["rev-parse", "--verify", "--quiet", `refs/heads/${branch}`]);
  const from = known.ok ? [folder, branch] : ["-b", branch, folder, "HEAD"];
  const added = await git(project, ["worktree", "add", "--lock", "--reason", `sheepdog: task ${task}`, ...from]);
  if (!added.ok) return added;
  const kept = await keepMark(git, { folder, mark: { task, branch } });
  return kept.ok ? done({ folder, branch }) : kept;
}

/** One that was made before an end of ours is the same one; a mark that is missing then was about to be written. */
async function again(git: Git, { task, folder }: { readonly task: string; readonly folder: string }): Promise<Result<Made>> {
  const mark = await markIn(git, folder);
  if (mark !== undefined) return mark.task === task ? done({ folder, branch: mark.branch }) : notOurs(folder);
  const [branch, reason] = [await git(folder, ["symbolic-ref", "--short", "HEAD"]), await lockReason(git, folder)];
  if (!branch.ok || reason !== `sheepdog: task ${task}`) return notOurs(folder);
  const name = branch.value.trim();
  const kept = await keepMark(git, { folder, mark: { task, branch: name } });
  return kept.ok ? done({ folder, branch: name }) : kept;
}

async function gitFolder(git: Git, folder: string): Promise<string | undefined> {
  const said = await git(folder, ["rev-parse", "--path-format=absolute", "--git-dir"]);
  const path = said.ok ? said.value.trim() : "";
  return /\/worktrees\/[^/]+$/.test(path) ? path : undefined;
}

async function lockReason(git: Git, folder: string): Promise<string | undefined> {
  const place = await gitFolder(git, folder);
  const text = place === undefined ? undefined : readTextIfThere(join(place, "locked"));
  return text?.ok === true ? text.value?.trim() : undefined;
}

const markName = "sheepdog.json";

async function keepMark(git: Git, { folder, mark }: { readonly folder: string; readonly mark: Mark }): Promise<Result<void>> {
  const place = await gitFolder(git, folder);
  return place === undefined ? notOurs(folder) : writeTextFile(join(place, markName), JSON.stringify(mark));
}

async function markIn(git: Git, folder: string): Promise<Mark | undefined> {
  const place = await gitFolder(git, folder);
  const text = place === undefined ? undefined : readTextIfThere(join(place, markName));
  const json = text?.ok === true && text.value !== null ? readJson(text.value) : undefined;
  if (json?.ok !== true || !isMembers(json.value)) return undefined;
  const { task, branch } = json.value;
  return typeof task === "string" && typeof branch === "string" ? { task, branch } : undefined;
}

async function inspect(git: Git, task: string, folder: string): Promise<WorktreeSeen> {
  if (!existsSync(folder)) return { there: false, owned: false, dirty: "unknown", unmerged: "unknown", inUse: "unknown" };
  const mark = await markIn(git, folder);
  const owned = mark?.task === task;
  return { there: true, owned, ...(await inspected(git, { folder, branch: mark?.branch ?? "" })) };
}

/** Looks once more by itself: what was true when it was ordered may have changed. Git looks, too, and removes nothing that is dirty. */
async function collect(git: Git, task: string, folder: string): Promise<Result<void>> {
  const { there, owned, dirty, unmerged, inUse } = await inspect(git, task, folder);
  if (!there) return done(undefined);
  const reasons = [
    !owned && "it is not ours",
    dirty !== false && "it holds work that is not committed",
    unmerged !== false && "its commits are nowhere else",
  ];
  const reason = [...reasons, inUse !== false && "somebody works in it"].find((one) => one !== false);
  if (reason !== undefined) return fail({ code: "worktree.kept", what: `\`${folder}\` was not removed: ${reason}` });
  const [mark, common] = [await markIn(git, folder), await git(folder, ["rev-parse", "--path-format=absolute", "--git-common-dir"])];
  const head = await git(folder, ["rev-parse", "HEAD"]);
  if (mark === undefined || !common.ok || !head.ok) return fail({ code: "worktree.kept", what: `\`${folder}\` could not be looked at` });
  const repository = common.value.trim();
  const unlocked = await git(repository, ["worktree", "unlock", folder]);
  if (!unlocked.ok && !unlocked.fault.what.includes("is not locked")) return unlocked;
  const removed = await git(repository, ["worktree", "remove", folder]);
  if (!removed.ok) {
    await git(repository, ["worktree", "lock", "--reason", `sheepdog: task ${task}`, folder]);
    return removed;
  }
  // Only if it still is where we saw it, and that commit has another name.
  await git(repository, ["update-ref", "-d", `refs/heads/${mark.branch}`, head.value.trim()]);
  return done(undefined);
}

function notOurs(folder: string): Result<never> {
  return fail({ code: "worktree.foreign", what: `\`${folder}\` is there and is not this task's`, follows: "it was left as it is" });
}
