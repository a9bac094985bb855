/** Who shares a repository's trust: worktrees that git made, and neither submodules nor folders that only claim to belong to it. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { nodeWorld } from "../../hosts/node/node.ts";
import { repositoryAt } from "./repository.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-repository-")));
after(() => rmSync(folder, { recursive: true, force: true }));

const main = join(folder, "main");
const linked = join(folder, "elsewhere", "linked");
const identity = ["-c", "user.name=Dev", "-c", "user.email=dev@example.com", "-c", "protocol.file.allow=always"];

function git(cwd: string, ...words: readonly string[]): void {
  execFileSync("git", [...identity, ...words], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1" },
    stdio: "pipe",
  });
}

mkdirSync(main);
git(main, "init", "-q");
git(main, "commit", "-q", "--allow-empty", "-m", "first");
git(main, "worktree", "add", "-q", linked);

const repositoryOf = (top: string): string => repositoryAt(top, nodeWorld({}));

test("a main work tree is its own repository", () => {
  assert.equal(repositoryOf(main), main);
});

test("a worktree that git made belongs to the main one", () => {
  assert.equal(repositoryOf(linked), main);
});

test("a worktree of a bare repository belongs to that", () => {
  const [bare, tree] = [join(folder, "bare.git"), join(folder, "of-bare")];
  git(folder, "clone", "-q", "--bare", main, bare);
  git(bare, "worktree", "add", "-q", tree);
  assert.equal(repositoryOf(tree), bare);
});

test("a submodule stands for itself, not for the repository around it", () => {
  git(main, "submodule", "--quiet", "add", main, "inner");
  assert.equal(repositoryOf(join(main, "inner")), join(main, "inner"));
});

function crafted(name: string, dotGit: string): string {
  const top = join(folder, name);
  mkdirSync(top);
  writeFileSync(join(top, ".git"), dotGit);
  return top;
}

const lineOf = (top: string): string => readFileSync(join(top, ".git"), "utf8");

test("a `.git` file that names somebody's worktree does not take its place", () => {
  const top = crafted("impostor", lineOf(linked));
  assert.equal(repositoryOf(top), top);
});

test("a `.git` file that names the main git folder does not belong to it", () => {
  const top = crafted("direct", `gitdir: ${main}/.git\n`);
  assert.equal(repositoryOf(top), top);
});

test("a git folder of one's own that names another one as shared does not belong to it", () => {
  const top = crafted("own-git", "gitdir: own\n");
  mkdirSync(join(top, "own"));
  writeFileSync(join(top, "own", "commondir"), `${main}/.git\n`);
  writeFileSync(join(top, "own", "gitdir"), `${join(top, ".git")}\n`);
  assert.equal(repositoryOf(top), top);
});

test("a path that climbs out of `worktrees` again does not count", () => {
  const own = join(folder, "climber.git");
  mkdirSync(own);
  const top = crafted("climber", `gitdir: ${main}/.git/worktrees/../../../climber.git\n`);
  writeFileSync(join(own, "commondir"), `${main}/.git\n`);
  writeFileSync(join(own, "gitdir"), `${join(top, ".git")}\n`);
  assert.equal(repositoryOf(top), top);
});

test("a link in the place of `.git` makes a repository of its own", () => {
  const top = join(folder, "link");
  mkdirSync(top);
  symlinkSync(join(main, ".git"), join(top, ".git"));
  assert.equal(repositoryOf(top), top);
});

test("a copy of a worktree is another repository", () => {
  const top = join(folder, "copy");
  cpSync(linked, top, { recursive: true });
  assert.equal(repositoryOf(top), top);
});

test("a worktree that was moved by hand stands for itself until git knows of it", () => {
  const [top, moved] = [join(folder, "second"), join(folder, "moved")];
  git(main, "worktree", "add", "-q", top);
  renameSync(top, moved);
  assert.equal(repositoryOf(moved), moved);
  git(main, "worktree", "repair", moved);
  assert.equal(repositoryOf(moved), main);
});

for (const [what, text] of [
  ["nothing in it", ""],
  ["another word", "gitdirectory: /x\n"],
  ["two lines", `gitdir: ${main}/.git/worktrees/linked\ngitdir: /x\n`],
  ["no end", `gitdir: ${"x".repeat(9_000)}\n`],
] as const)
  test(`a \`.git\` file with ${what} leads nowhere`, () => {
    const top = crafted(`odd-${what.replaceAll(" ", "-")}`, text);
    assert.equal(repositoryOf(top), top);
  });

test("a folder without git is its own", () => {
  assert.equal(repositoryOf(folder), folder);
});
