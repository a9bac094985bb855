/** Settings as people write them, as the plan that the fleet works with. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultSettings } from "../../fleet/fleet.ts";
import { settingsSchema } from "../settings/schema.ts";
import { planFromSettings } from "./plan-from-settings.ts";

const planOf = (written: object): ReturnType<typeof planFromSettings> => planFromSettings(settingsSchema.parse(written), "/home/me");

test("where nobody says anything the fleet has its usual settings, no account and no project", () => {
  const plan = planOf({});
  assert.deepEqual(plan.settings, defaultSettings);
  assert.deepEqual([plan.accounts, plan.projects, plan.channels, plan.models], [[], [], [], {}]);
  assert.equal(plan.worktrees, "/home/me/.local/share/sheepdog/worktrees");
});

test("accounts and projects have their names, whole paths, and money in millionths", () => {
  const plan = planOf({
    fleet: {
      accounts: {
        plan: { product: "claude-code", folder: "~/accounts/plan", kind: "subscription", most: 3 },
        cloud: {
          product: "claude-code",
          folder: "/srv/cloud",
          kind: "bedrock",
          rank: 9,
          budget: 12.5,
          variables: { AWS_REGION: "eu-west-1" },
        },
      },
      projects: { shop: { folder: "~/src/shop", account: "plan", most: 2 } },
    },
  });
  assert.deepEqual(plan.accounts, [
    {
      id: "plan",
      product: "claude-code",
      folder: "/home/me/accounts/plan",
      kind: "subscription",
      rank: 1,
      most: 3,
      budgetMicroUsd: 0,
      secret: null,
      variables: {},
    },
    {
      id: "cloud",
      product: "claude-code",
      folder: "/srv/cloud",
      kind: "bedrock",
      rank: 9,
      most: 1,
      budgetMicroUsd: 12_500_000,
      secret: null,
      variables: { AWS_REGION: "eu-west-1" },
    },
  ]);
  assert.deepEqual(plan.projects, [
    { id: "shop", folder: "/home/me/src/shop", account: "plan", most: 2, weight: 1, budgetMicroUsd: 0, worktrees: true },
  ]);
  assert.equal(plan.settings.agent, "claude-code");
});

test("times, hours and bounds reach the fleet", () => {
  const { settings } = planOf({ fleet: { sessions: 4, lease: "2m", quiet: "22:30-07:05", whenLimited: "overflow", attempts: 2 } });
  assert.deepEqual([settings.pool.most, settings.leaseMs, settings.whenLimited, settings.attempts], [4, 120_000, "overflow", 2]);
  assert.deepEqual(settings.quiet, { fromMinute: 22 * 60 + 30, toMinute: 7 * 60 + 5 });
});

test("that work may move between subscriptions stands in no file", () => {
  assert.equal(settingsSchema.safeParse({ fleet: { movingAcknowledgedBy: "Ada" } }).success, false);
  assert.equal(planOf({}).settings.movingAcknowledgedBy, null);
});

test("a channel is there when all that it needs is named", () => {
  assert.deepEqual(planOf({ notices: { webhook: "https://example.org/x", webhookKey: "hook" } }).channels, [
    { is: "webhook", url: "https://example.org/x", key: "hook" },
  ]);
  assert.deepEqual(planOf({ notices: { telegramToken: "bot", telegramChat: "42" } }).channels, [
    { is: "telegram", chat: "42", token: "bot", api: "https://api.telegram.org" },
  ]);
  assert.deepEqual(planOf({ notices: { webhook: "https://example.org/x" } }).channels, []);
});
