/** What stands between an order and a client: no account, no secret or no guard means no start, each in its own word. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { done, fail } from "../../base/result.ts";
import { defaultSettings } from "../../fleet/fleet.ts";
import { surroundings } from "../../hosts/node/node.ts";
import type { AccountPlan } from "./fleet-plan.ts";
import { type SessionDesk, sessionPorts } from "./session-desk.ts";

const home = mkdtempSync(join(tmpdir(), "sheepdog-desk-"));
after(() => rmSync(home, { recursive: true, force: true }));

const account: AccountPlan = {
  id: "one",
  product: "claude-code",
  folder: home,
  kind: "subscription",
  rank: 1,
  most: 1,
  budgetMicroUsd: 0,
  secret: null,
  variables: {},
};

const silent = (): void => undefined;
const unusable: string[] = [];
function desk(accounts: readonly AccountPlan[]): SessionDesk {
  return {
    folder: join(home, "fleet"),
    around: { ...surroundings(), home, variable: (name) => (name === "PATH" ? "/usr/bin:/bin" : undefined) },
    plan: () => ({ settings: defaultSettings, accounts, projects: [], worktrees: home, conversations: home, models: {}, channels: [] }),
    secretOf: async (name) => (name === "known" ? done("FAKE") : fail({ code: "vault.closed", what: "the vault stays closed" })),
    tokens: { tokenFor: () => assert.fail("nothing is started, so nothing gets a token"), drop: silent },
    log: { info: silent, warn: silent, error: silent },
    unusable: (name) => void unusable.push(name),
  };
}

const order = {
  version: 1,
  id: "o1",
  do: "launch",
  session: "s1",
  slot: 1,
  task: "t",
  fence: 1,
  agent: "claude-code",
  driver: "headless",
  account: "one",
  scope: "all",
  folder: home,
  resume: null,
  mostMicroUsd: 0,
} as const;

async function refusalOf(accounts: readonly AccountPlan[]): Promise<string> {
  const prepared = await sessionPorts(desk(accounts)).prepare(order);
  return prepared.ok ? "started" : prepared.code;
}

test("an account that is not configured any more cannot be used, whatever is tried again", async () => {
  assert.equal(await refusalOf([]), "impossible");
});

test("an account without its secret waits for a person, and the order for that", async () => {
  assert.equal(await refusalOf([{ ...account, kind: "api-key", secret: "unknown" }]), "busy");
  assert.deepEqual(unusable, ["one"]);
});

test("where no guard is placed nothing starts", async () => {
  assert.equal(await refusalOf([account]), "guard-unproven");
  assert.equal(await refusalOf([{ ...account, kind: "api-key", secret: "known" }]), "guard-unproven");
});

test("a conversation may be held on any account of its product, and on none of another", () => {
  const ports = sessionPorts(desk([account, { ...account, id: "two", folder: "/two" }]));
  assert.deepEqual(
    ports.accounts("claude-code").map(({ folder }) => folder),
    [home, "/two"],
  );
  assert.deepEqual(ports.accounts("codex"), []);
  assert.equal(ports.client("codex")?.name, "codex");
  assert.equal(ports.client("notepad"), undefined);
});
