/** Tokens of sessions: an agent's, one for each session, and gone with it. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { listTokens, tokenOf } from "../daemon/tokens.ts";
import { rootIn } from "../install/root.ts";
import { sessionTokens } from "./session-tokens.ts";

const home = mkdtempSync(join(tmpdir(), "sheepdog-tokens-"));
after(() => rmSync(home, { recursive: true, force: true }));
const root = rootIn(home);
mkdirSync(join(root.folder, "daemon"), { recursive: true, mode: 0o700 });
const tokens = sessionTokens({ root, now: () => 1_000, lifeMs: () => 60_000 });

const namesOf = (): readonly string[] => {
  const all = listTokens(root);
  assert.ok(all.ok);
  return all.value.map(({ name }) => name);
};

test("a session has one token, an agent's, which ends with the longest attempt", () => {
  const [first, second] = [tokens.tokenFor("s12"), tokens.tokenFor("s12")];
  assert.ok(first.ok && second.ok);
  assert.equal(tokenOf(root, first.value, 2_000), undefined, "a new start of the session makes the old one worthless");
  const token = tokenOf(root, second.value, 2_000);
  assert.deepEqual([token?.role, token?.name, token?.until], ["agent", "session s12", 61_000]);
  assert.equal(tokenOf(root, second.value, 62_000), undefined);
});

test("it is taken back with its session, and those of others stay", () => {
  assert.ok(tokens.tokenFor("s13").ok);
  tokens.drop("s12");
  tokens.drop("s99");
  assert.deepEqual(namesOf(), ["session s13"]);
});
