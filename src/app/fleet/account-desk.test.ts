/** What a client gets of us: its account's folder and variables, its secret for one start, and nothing that decides who pays. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { done, fail } from "../../base/result.ts";
import { accountSeen, placeOf, type SecretOf, sessionVariables } from "./account-desk.ts";
import type { AccountPlan } from "./fleet-plan.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog-account-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const plan: AccountPlan = {
  id: "one",
  product: "claude-code",
  folder,
  kind: "subscription",
  rank: 1,
  most: 1,
  budgetMicroUsd: 0,
  secret: null,
  variables: { REGION: "x" },
};
const key: AccountPlan = { ...plan, kind: "api-key", secret: "key" };

test("a subscription has its folder and the operator's variables, and no secret is asked for", async () => {
  const place = await placeOf(plan, async () => assert.fail("nobody asks"));
  assert.deepEqual(place, done({ folder, variables: { REGION: "x" } }));
});

test("a key is looked up for each start, and goes by the variable of its kind", async () => {
  const asked: string[] = [];
  const secretOf: SecretOf = async (name) => {
    asked.push(name);
    return done(`FAKE-${asked.length}`);
  };
  assert.deepEqual(await placeOf(key, secretOf), done({ folder, variables: { REGION: "x", ANTHROPIC_API_KEY: "FAKE-1" } }));
  assert.deepEqual(
    await placeOf({ ...key, kind: "gateway" }, secretOf),
    done({ folder, variables: { REGION: "x", ANTHROPIC_AUTH_TOKEN: "FAKE-2" } }),
  );
  assert.deepEqual(asked, ["key", "key"]);
  assert.deepEqual(
    await placeOf({ ...plan, kind: "bedrock" }, secretOf),
    done({ folder, variables: { REGION: "x", CLAUDE_CODE_USE_BEDROCK: "1" } }),
  );
});

test("without its secret, or in a way that its product does not know, nobody starts anything", async () => {
  const none = await placeOf(key, async () => fail({ code: "vault.closed", what: "the vault stays closed" }));
  assert.equal(none.ok ? "" : none.fault.code, "vault.closed");
  const wrong = await placeOf({ ...plan, product: "codex", kind: "vertex" }, async () => done(""));
  assert.equal(wrong.ok ? "" : wrong.fault.code, "account.unpayable");
});

test("of our own surroundings a session gets what it needs to find programs and its way out, and no key", () => {
  const around: Readonly<Record<string, string>> = {
    PATH: "/bin",
    HOME: "/home/me",
    HTTPS_PROXY: "http://proxy",
    ANTHROPIC_API_KEY: "FAKE",
    CLAUDE_CODE_OAUTH_TOKEN: "FAKE",
    CLAUDE_CODE_CHILD_SESSION: "1",
    NODE_OPTIONS: "--require x",
    SHEEPDOG_TOKEN: "FAKE",
  };
  assert.deepEqual(
    sessionVariables((name) => around[name]),
    { PATH: "/bin", HOME: "/home/me", HTTPS_PROXY: "http://proxy" },
  );
});

test("an account is what its own client says of it, asked in the account's folder", async () => {
  const program = join(folder, "client");
  const answer = '{"loggedIn": true, "authMethod": "claude.ai", "email": "'; // The folder stands where the address would, so that it is seen which one was asked about.
  writeFileSync(program, `#!/bin/sh\n[ "$*" = "auth status" ] && printf '%s%s" }' '${answer}' "$CLAUDE_CONFIG_DIR"\n`);
  chmodSync(program, 0o755);
  const place = { folder: "/accounts/one", variables: {} };
  assert.deepEqual(await accountSeen({ program, account: plan, place, around: { PATH: "/usr/bin:/bin" } }), {
    health: "good",
    identity: "/accounts/one",
  });
  const gone = { program: join(folder, "absent"), account: plan, place, around: {} };
  assert.deepEqual(await accountSeen(gone), { health: "unreachable", identity: null });
});
