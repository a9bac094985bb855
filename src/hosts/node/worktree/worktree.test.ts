/** A worktree for each task: made once, and never removed while something in it is nowhere else. With real git. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { gitIn, worktreesIn, type Worktrees } from "../node.ts";
import { savedChanges } from "./saved-changes.ts";
import type { Made } from "./worktree.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog worktree ")));
after(() => rmSync(root, { recursive: true, force: true }));

const git = gitIn({ home: root, searchPath: "/usr/bin:/bin" });
let repositories = 0;

function run(folder: string, ...words: readonly string[]): string {
  const env = { HOME: root, PATH: "/usr/bin:/bin", GIT_CONFIG_NOSYSTEM: "1" };
  const who = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "protocol.file.allow=always"];
  return execFileSync("git", ["-C", folder, ...who, ...words], { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

type Ground = { readonly project: string; readonly trees: Worktrees; readonly root: string };

function ground(): Ground {
  repositories += 1;
  const project = join(root, `pro ject ${repositories}`);
  mkdirSync(project);
  run(project, "init", "-q", "-b", "main");
  writeFileSync(join(project, "a"), "one\n");
  writeFileSync(join(project, ".gitignore"), "built\n");
  run(project, "add", ".");
  run(project, "commit", "-qm", "first");
  const place = join(root, `trees ${repositories}`);
  return { project, trees: worktreesIn(place, git), root: place };
}

async function made({ project, trees }: Ground, task = "t1"): Promise<Made> {
  const one = await trees.make({ task, project, branch: `sheepdog/${task}` });
  assert.ok(one.ok, one.ok ? "" : one.fault.what);
  return one.value;
}

async function collected({ trees }: Ground, folder: string, task = "t1"): Promise<string> {
  const outcome = await trees.collect(task, folder);
  return outcome.ok ? "removed" : outcome.fault.what;
}

test("a task has one worktree, on a branch of its own, however often it is asked for", async () => {
  const on = ground();
  const one = await made(on);
  assert.equal(readFileSync(join(one.folder, "a"), "utf8"), "one\n");
  assert.equal(run(one.folder, "symbolic-ref", "--short", "HEAD").trim(), "sheepdog/t1");
  assert.deepEqual(await made(on), one);
  assert.notEqual((await made(on, "t2")).folder, one.folder);
  assert.equal(run(on.project, "status", "--porcelain"), "", "nothing of it shows in the project");
});

test("one that was made, and whose mark was still missing when we died, is taken up", async () => {
  const on = ground();
  const one = await made(on);
  rmSync(join(run(one.folder, "rev-parse", "--path-format=absolute", "--git-dir").trim(), "sheepdog.json"));
  assert.equal((await on.trees.inspect("t1", one.folder)).owned, false);
  assert.deepEqual(await made(on), one);
  assert.equal((await on.trees.inspect("t1", one.folder)).owned, true);
});

test("a folder that is there and not this task's is left as it is", async () => {
  const on = ground();
  mkdirSync(join(on.root, "t1"), { recursive: true });
  writeFileSync(join(on.root, "t1/work"), "somebody's");
  const outcome = await on.trees.make({ task: "t1", project: on.project, branch: "b" });
  assert.match(outcome.ok ? "" : outcome.fault.what, /is not this task's/);
  assert.match(await collected(on, join(on.root, "t1")), /not ours/);
  assert.equal(readFileSync(join(on.root, "t1/work"), "utf8"), "somebody's");
});

test("a name of a branch that git would take for an option is refused", async () => {
  const on = ground();
  for (const branch of ["-d", "--force", "a..b", "HEAD~1", ""]) {
    const outcome = await on.trees.make({ task: "t9", project: on.project, branch });
    assert.equal(outcome.ok, false, branch);
  }
});

test("clean and merged: removed, with its branch", async () => {
  const on = ground();
  const { folder } = await made(on);
  writeFileSync(join(folder, "built"), "made by a build\n");
  assert.deepEqual(await on.trees.inspect("t1", folder), { there: true, owned: true, dirty: false, unmerged: false, inUse: false });
  assert.equal(await collected(on, folder, "t2"), `\`${folder}\` was not removed: it is not ours`);
  assert.equal(await collected(on, folder), "removed");
  assert.equal(existsSync(folder), false);
  assert.equal(run(on.project, "branch", "--list", "sheepdog/*"), "");
  assert.equal(await collected(on, folder), "removed", "what is gone is gone");
});

const commit = (folder: string): void => {
  writeFileSync(join(folder, "a"), "two\n");
  run(folder, "commit", "-qam", "second");
};

const work: Readonly<Record<string, (folder: string, project: string) => void>> = {
  "a changed file": (folder) => writeFileSync(join(folder, "a"), "two\n"),
  "a staged file": (folder) => {
    writeFileSync(join(folder, "a"), "two\n");
    run(folder, "add", "a");
  },
  "a new file": (folder) => writeFileSync(join(folder, "new"), "x"),
  "a new file in a new folder": (folder) => {
    mkdirSync(join(folder, "deep/er"), { recursive: true });
    writeFileSync(join(folder, "deep/er/new"), "x");
  },
  "a removed file": (folder) => rmSync(join(folder, "a")),
  "a commit that is on no other branch": commit,
  "a commit without a branch": (folder) => {
    run(folder, "checkout", "-q", "--detach");
    commit(folder);
  },
  "a commit on the branch while something else is checked out": (folder) => {
    commit(folder);
    run(folder, "checkout", "-q", "--detach", "main");
  },
  "a merge that is not finished": (folder, project) => {
    run(project, "checkout", "-q", "-b", "other");
    run(project, "commit", "-q", "--allow-empty", "-m", "other");
    run(project, "checkout", "-q", "main");
    run(folder, "merge", "-q", "--no-commit", "--no-ff", "other");
  },
  "a submodule with its own commits": (folder, project) => {
    const module = `${project} module`;
    mkdirSync(module);
    run(module, "init", "-q", "-b", "main");
    run(module, "commit", "-q", "--allow-empty", "-m", "m");
    run(folder, "submodule", "--quiet", "add", module, "module");
    run(folder, "commit", "-qm", "with a module");
    run(project, "merge", "-q", "sheepdog/t1");
  },
};

for (const [what, doIt] of Object.entries(work)) {
  test(`${what}: nothing is removed`, async () => {
    const on = ground();
    const { folder } = await made(on);
    doIt(folder, on.project);
    const before = run(folder, "status", "--porcelain");
    assert.match(await collected(on, folder), /was not removed/);
    assert.equal(run(folder, "status", "--porcelain"), before);
    assert.equal((await on.trees.inspect("t1", folder)).owned, true);
  });
}

test("as soon as another branch has its commits it may go", async () => {
  const on = ground();
  const { folder } = await made(on);
  commit(folder);
  assert.match(await collected(on, folder), /nowhere else/);
  run(on.project, "merge", "-q", "sheepdog/t1");
  assert.equal(await collected(on, folder), "removed");
  assert.equal(readFileSync(join(on.project, "a"), "utf8"), "two\n");
});

test("while somebody stands in it nothing is removed", async () => {
  const on = ground();
  const { folder } = await made(on);
  const sleeper = spawn("sleep", ["60"], { cwd: folder });
  await wait(100);
  assert.match(await collected(on, folder), /somebody works in it/);
  sleeper.kill("SIGKILL");
  await new Promise((resolve) => sleeper.on("close", resolve));
  assert.equal(await collected(on, folder), "removed");
});

test("a repository that is gone makes everything unknown, and nothing is removed", async () => {
  const on = ground();
  const { folder } = await made(on);
  rmSync(on.project, { recursive: true });
  const seen = await on.trees.inspect("t1", folder);
  assert.deepEqual([seen.there, seen.owned, seen.dirty, seen.unmerged], [true, false, "unknown", "unknown"]);
  assert.match(await collected(on, folder), /was not removed/);
  assert.equal(existsSync(join(folder, "a")), true);
});

test("changes are put aside without touching one of them, new files among them", async () => {
  const on = ground();
  const { folder } = await made(on);
  const none = await savedChanges(git, folder, "t1");
  assert.ok(none.ok && none.value.gitSaved === null && none.value.gitBranch === "sheepdog/t1");
  writeFileSync(join(folder, "a"), "two\n");
  writeFileSync(join(folder, "staged"), "s");
  run(folder, "add", "staged");
  writeFileSync(join(folder, "new"), "n");
  const before = run(folder, "status", "--porcelain");
  const saved = await savedChanges(git, folder, "t1");
  assert.ok(saved.ok && saved.value.gitSaved !== null);
  assert.equal(run(folder, "status", "--porcelain"), before);
  const shown = ["a", "staged", "new"].map((name) => run(folder, "show", `${saved.value.gitSaved}:${name}`));
  assert.deepEqual(shown, ["two\n", "s", "n"]);
});

test("a folder without git has nothing to be put aside", async () => {
  const folder = join(root, "plain");
  mkdirSync(folder);
  assert.deepEqual(await savedChanges(git, folder, "t1"), { ok: true, value: { gitHead: null, gitBranch: null, gitSaved: null } });
});

test("no hook of the repository runs for us", async () => {
  const on = ground();
  const hooks = join(on.project, ".git/hooks");
  mkdirSync(hooks, { recursive: true });
  writeFileSync(join(hooks, "post-checkout"), `#!/bin/sh\ntouch '${root}/hook-ran'\n`, { mode: 0o755 });
  await made(on);
  assert.equal(existsSync(join(root, "hook-ran")), false);
});
