/** Accounts share their conversations where nothing stands in the way, and what a person has there stays as it is. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { AccountPlan } from "./fleet-plan.ts";
import { shareConversations } from "./shared-conversations.ts";

const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog shared ")));
after(() => rmSync(home, { recursive: true, force: true }));
const shared = join(home, "conversations");

function account(id: string, product = "claude-code"): AccountPlan {
  mkdirSync(join(home, id), { recursive: true });
  const usual = { kind: "subscription", rank: 1, most: 1, budgetMicroUsd: 0, secret: null, variables: {} } as const;
  return { id, product, folder: join(home, id), ...usual };
}

test("fresh accounts of one product see the same conversations, and another product has its own", () => {
  assert.deepEqual(shareConversations([account("one"), account("two"), account("third", "codex")], shared), []);
  writeFileSync(join(home, "one/projects/talk"), "hello");
  assert.equal(readFileSync(join(home, "two/projects/talk"), "utf8"), "hello");
  assert.equal(existsSync(join(home, "third/sessions/talk")), false);
  assert.equal(statSync(join(shared, "claude-code")).mode & 0o777, 0o700);
  assert.deepEqual(shareConversations([account("one"), account("two")], shared), [], "and once more changes nothing");
});

test("a folder, or a link of a person's own, stays, and it is said what that means", () => {
  account("kept");
  mkdirSync(join(home, "kept/projects"));
  writeFileSync(join(home, "kept/projects/mine"), "mine");
  account("led");
  symlinkSync(join(home, "kept"), join(home, "led/projects"));
  const said = shareConversations([account("kept"), account("led")], shared);
  assert.deepEqual(
    said.map((sentence) => /^account `(\w+)` keeps its conversations to itself/.exec(sentence)?.[1]),
    ["kept", "led"],
  );
  assert.equal(readFileSync(join(home, "kept/projects/mine"), "utf8"), "mine");
  assert.equal(realpathSync(join(home, "led/projects")), join(home, "kept"));
});

test("an account without its folder is not made one", () => {
  const said = shareConversations([{ ...account("gone"), folder: join(home, "nowhere") }], shared);
  assert.equal(said.length, 1);
  assert.equal(existsSync(join(home, "nowhere")), false);
});
