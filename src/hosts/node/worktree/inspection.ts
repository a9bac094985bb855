/** Whether anything in a worktree exists nowhere else. Whatever cannot be found out is unknown, and unknown is never clean. */
import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { WorktreeSeen } from "../../../fleet/fleet.ts";
import type { Git } from "./git.ts";

export type Looked = Pick<WorktreeSeen, "dirty" | "unmerged" | "inUse">;

export type Looking = { readonly folder: string; readonly branch: string };

export async function inspected(git: Git, looking: Looking): Promise<Looked> {
  const { folder } = looking;
  return { dirty: await isDirty(git, folder), unmerged: await isUnmerged(git, looking), inUse: isInUse(folder) };
}

/** Files that git is told to ignore are not looked at: they are what a build makes. */
async function isDirty(git: Git, folder: string): Promise<boolean | "unknown"> {
  const status = await git(folder, ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignore-submodules=none"]);
  if (!status.ok) return "unknown";
  if (status.value !== "") return true;
  const [halfway, modules] = [await isHalfway(git, folder), await git(folder, ["submodule", "status", "--recursive"])];
  if (halfway !== false) return halfway;
  // The commits of a submodule lie in the worktree's own part of the repository, and go with it.
  return modules.ok ? modules.value.split("\n").some((line) => /^[ +U]/.test(line)) : "unknown";
}

const begun = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG", "rebase-merge", "rebase-apply", "sequencer"];

async function isHalfway(git: Git, folder: string): Promise<boolean | "unknown"> {
  const place = await git(folder, ["rev-parse", "--path-format=absolute", "--git-dir"]);
  return place.ok ? begun.some((name) => existsSync(join(place.value.trim(), name))) : "unknown";
}

/** Commits of its head or branch that no other branch, remote or tag has. */
async function isUnmerged(git: Git, { folder, branch }: Looking): Promise<boolean | "unknown"> {
  const own = branch === "" ? [] : [`refs/heads/${branch}`];
  // What is excluded from branches is named without the folder that all of them lie in.
  const elsewhere = ["--not", ...(branch === "" ? [] : [`--exclude=${branch}`]), "--branches", "--remotes", "--tags"];
  const count = await git(folder, ["rev-list", "--count", "HEAD", ...own, ...elsewhere]);
  return count.ok ? Number(count.value) > 0 : "unknown";
}

function isInUse(folder: string): boolean | "unknown" {
  try {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.some((pid) => isAt(pid, folder));
  } catch {
    // A system that keeps no such list.
    return "unknown";
  }
}

function isAt(pid: string, folder: string): boolean {
  try {
    const place = readlinkSync(`/proc/${pid}/cwd`);
    return place === folder || place.startsWith(`${folder}/`);
  } catch {
    // Somebody else's, or over.
    return false;
  }
}
