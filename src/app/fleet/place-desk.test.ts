/** Worktrees for tasks: in a real repository, outside of the guard's folder, and what goes wrong is said. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { noon } from "../../../test/fleet/faults/bench.ts";
import { newDisk } from "../../../test/fleet/simulation/disk.ts";
import { openKeeper } from "../../fleet/fleet.ts";
import { gitIn, worktreesIn } from "../../hosts/node/node.ts";
import { worktreeHands } from "./place-desk.ts";

const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog trees ")));
after(() => rmSync(home, { recursive: true, force: true }));
const shop = join(home, "shop");
mkdirSync(shop);
for (const words of [
  ["init", "-q"],
  ["-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "--allow-empty", "-m", "begin"],
])
  execFileSync("git", ["-C", shop, ...words]);

const keeper = openKeeper(newDisk({ at: () => undefined, isFull: () => false }).store, () => undefined);
assert.ok(keeper.ok);
const project = { id: "shop", folder: shop, account: null, most: 1, weight: 1, budgetMicroUsd: 0, worktrees: true };
assert.ok(keeper.value.take([{ version: 1, at: noon, steadyMs: 0, is: "project-known", project }]).ok);
const { state } = keeper.value;

const handsAt = (folder: string): ReturnType<typeof worktreeHands> =>
  worktreeHands(
    { worktrees: worktreesIn(folder, gitIn({ home, searchPath: "/usr/bin:/bin" })), folder, root: join(home, ".sheepdog") },
    state,
  );
const order = { version: 1, id: "o1", do: "make-worktree", task: "t1", fence: 7, project: "shop", branch: "sheepdog/t1" } as const;

test("a worktree is made once, shown with its fence, looked at, kept while it holds work, and taken away when it holds none", async () => {
  const hands = handsAt(join(home, "trees"));
  const folder = join(home, "trees/t1");
  const ready = { saw: [{ is: "worktree-ready", task: "t1", fence: 7, folder, branch: "sheepdog/t1" }] };
  assert.deepEqual(await hands.make(order), ready);
  assert.deepEqual(await hands.make(order), ready);
  writeFileSync(join(folder, "work"), "unsaved");
  const collect = { version: 1, id: "o2", do: "collect-worktree", task: "t1", folder } as const;
  assert.equal((await hands.collect(collect)).trouble?.code, "impossible");
  assert.ok(existsSync(join(folder, "work")));
  rmSync(join(folder, "work"));
  const seen = await hands.inspect({ version: 1, id: "o3", do: "inspect-worktree", task: "t1", folder });
  assert.deepEqual(seen, { there: true, owned: true, dirty: false, unmerged: false, inUse: false });
  assert.deepEqual(await hands.collect(collect), { saw: [{ is: "worktree-collected", task: "t1" }] });
  assert.equal(existsSync(folder), false);
});

test("never in the guard's own folder, where everything that works there would be blocked", async () => {
  const { trouble } = await handsAt(join(home, ".sheepdog/trees")).make(order);
  assert.match(trouble?.detail ?? "", /the guard lets nobody work below/);
  assert.equal(existsSync(join(home, ".sheepdog")), false);
});

test("for a project that nobody knows there is none", async () => {
  assert.match((await handsAt(join(home, "trees")).make({ ...order, project: "gone" })).trouble?.detail ?? "", /not configured any more/);
});
