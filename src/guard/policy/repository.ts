/** Which repository a folder belongs to, for those who trust one: worktrees that git itself made share it, and nothing that only says so does. */
import { absolutePath, folderOf } from "../../base/path.ts";
import type { World } from "../world.ts";

/**
 * The real path of the repository's main work tree, or of its git folder where it has none; `top` is the folder that holds `.git`, also by a
 * real path. A folder belongs to another repository only if both sides name each other: its `.git` file leads to a worktree of that
 * repository, and what lies there leads back to this very file. Submodules lead nowhere back, and so stand for themselves.
 */
export function repositoryAt(top: string, world: World): string {
  const { dotGit, git } = gitFolderOf(top, world);
  if (git === undefined) return top;
  const shared = sharedFolder(git, world);
  if (shared === undefined || folderOf(git) !== `${shared}/worktrees`) return top;
  if (pathIn({ file: `${git}/gitdir`, from: git }, world) !== dotGit) return top;
  return isMainOf(shared, world) ? folderOf(shared) : shared;
}

/** Where the `.git` of a worktree leads; nothing where it is a folder or a link. */
function gitFolderOf(top: string, world: World): { readonly dotGit: string; readonly git: string | undefined } {
  const dotGit = `${top}/.git`;
  const entry = world.entry(dotGit);
  const isFile = entry.known && entry.value.kind === "file";
  return { dotGit, git: isFile ? pathIn({ file: dotGit, mark: "gitdir: ", from: top }, world) : undefined };
}

/** The git folder that all worktrees have in common, as one of them names it. */
function sharedFolder(git: string, world: World): string | undefined {
  const shared = pathIn({ file: `${git}/commondir`, from: git }, world);
  if (shared === undefined) return undefined;
  const entry = world.entry(shared);
  return entry.known && entry.value.kind === "folder" ? shared : undefined;
}

function isMainOf(shared: string, world: World): boolean {
  const dotGit = `${folderOf(shared)}/.git`;
  const entry = world.entry(dotGit);
  return shared === dotGit && entry.known && entry.value.kind === "folder";
}

type PathFile = { readonly file: string; readonly mark?: string; readonly from: string };

/** The real path that a file of git's names in its one line, behind the mark. */
function pathIn({ file, mark = "", from }: PathFile, world: World): string | undefined {
  const text = world.text(file, mostBytes);
  if (!text.known || !text.value.whole || !text.value.text.startsWith(mark)) return undefined;
  const [line = "", ...more] = text.value.text.slice(mark.length).split("\n");
  if (line === "" || more.join("") !== "") return undefined;
  const real = world.resolved(absolutePath(line, from));
  return real.known ? real.value : undefined;
}

const mostBytes = 8_192;
