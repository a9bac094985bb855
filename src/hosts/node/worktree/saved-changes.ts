/** The state of a folder under git, and its changes put aside without touching one of them. */
import { randomUUID } from "node:crypto";
import { copyFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { done, type Result } from "../../../base/result.ts";
import { systemFault } from "../fault.ts";
import { fileNameFor } from "../sessions/session-folder.ts";
import type { Git } from "./git.ts";

export type GitState = { readonly gitHead: string | null; readonly gitBranch: string | null; readonly gitSaved: string | null };

/** New files are among the changes. They are kept as a commit under a name of ours, which no branch and no person meets by chance. */
export async function savedChanges(git: Git, folder: string, task: string): Promise<Result<GitState>> {
  const head = await git(folder, ["rev-parse", "--verify", "HEAD"]);
  if (!head.ok) return done({ gitHead: null, gitBranch: null, gitSaved: null });
  const gitHead = head.value.trim();
  const branch = await git(folder, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
  const gitBranch = branch.ok ? branch.value.trim() : null;
  const tree = await treeOf(git, folder);
  if (!tree.ok) return tree;
  const same = await git(folder, ["rev-parse", `${gitHead}^{tree}`]);
  if (same.ok && same.value.trim() === tree.value) return done({ gitHead, gitBranch, gitSaved: null });
  const name = `refs/sheepdog/checkpoints/${fileNameFor(task).replace("~", "")}`;
  const commit = await git(folder, ["commit-tree", tree.value, "-p", gitHead, "-m", `checkpoint of task ${task}`], author);
  if (!commit.ok) return commit;
  const kept = await git(folder, ["update-ref", name, commit.value.trim()]);
  return kept.ok ? done({ gitHead, gitBranch, gitSaved: name }) : kept;
}

const author = {
  GIT_AUTHOR_NAME: "sheepdog",
  GIT_AUTHOR_EMAIL: "sheepdog@localhost",
  GIT_COMMITTER_NAME: "sheepdog",
  GIT_COMMITTER_EMAIL: "sheepdog@localhost",
};

/** Through an index of our own: the agent's may be half filled, and stays so. */
async function treeOf(git: Git, folder: string): Promise<Result<string>> {
  const index = join(tmpdir(), `sheepdog-index-${randomUUID()}`);
  try {
    const own = await git(folder, ["rev-parse", "--path-format=absolute", "--git-path", "index"]);
    if (!own.ok) return own;
    copyFileSync(own.value.trim(), index);
    const more = { GIT_INDEX_FILE: index };
    const added = await git(folder, ["add", "--all"], more);
    if (!added.ok) return added;
    const tree = await git(folder, ["write-tree"], more);
    return tree.ok ? done(tree.value.trim()) : tree;
  } catch (error) {
    return systemFault("checkpoint.unsaved", `the changes in \`${folder}\` could not be put aside`, error);
  } finally {
    rmSync(index, { force: true });
    rmSync(`${index}.lock`, { force: true });
  }
}
