/** The rules for accounts: each one is broken once, and says what is wrong and what to do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type AccountWorld, accountFaults } from "./account-faults.ts";
import type { AccountPlan } from "./fleet-plan.ts";

const plan: AccountPlan = {
  id: "one",
  product: "claude-code",
  folder: "/accounts/one",
  kind: "subscription",
  rank: 1,
  most: 1,
  budgetMicroUsd: 0,
  secret: null,
  variables: {},
};
const other: AccountPlan = { ...plan, id: "two", folder: "/accounts/two" };
const key: AccountPlan = { ...plan, kind: "api-key", secret: "key", budgetMicroUsd: 1 };

/** Every folder is there and ours, unless a test says otherwise. */
function world(
  entries: Readonly<Record<string, ReturnType<AccountWorld["entryOf"]>>> = {},
  links: Readonly<Record<string, string>> = {},
): AccountWorld {
  const entryOf = (path: string): ReturnType<AccountWorld["entryOf"]> => {
    if (path in entries) return entries[path];
    return path.includes(".") && !path.endsWith("/.claude") ? undefined : { kind: "folder", owner: 1_000 };
  };
  return { home: "/home/me", user: 1_000, entryOf, realPath: (path) => links[path] ?? path };
}

const faultsOf = (accounts: readonly AccountPlan[], at = world()): readonly string[] =>
  accountFaults({ accounts, projects: [] }, at).map(({ account, fault }) => `${account}: ${fault.what.replace(/^account `\w+`: /, "")}`);

test("what may run: a subscription, a key with its secret and a budget, clouds and a gateway with what they need", () => {
  const bedrock: AccountPlan = { ...other, kind: "bedrock", budgetMicroUsd: 1, variables: { AWS_REGION: "eu-west-1" } };
  const gateway: AccountPlan = {
    ...other,
    id: "gate",
    folder: "/accounts/gate",
    kind: "gateway",
    secret: "token",
    budgetMicroUsd: 1,
    variables: { ANTHROPIC_BASE_URL: "https://gate.example" },
  };
  const vertex: AccountPlan = {
    ...other,
    id: "v",
    folder: "/accounts/v",
    kind: "vertex",
    budgetMicroUsd: 1,
    variables: { CLOUD_ML_REGION: "x", ANTHROPIC_VERTEX_PROJECT_ID: "y" },
  };
  assert.deepEqual(faultsOf([plan, bedrock, gateway, vertex]), []);
  assert.deepEqual(faultsOf([key]), []);
  assert.deepEqual(faultsOf([{ ...plan, folder: "/home/me/.claude" }]), [], "one's own folder, where it is the only account");
});

const refused: readonly (readonly [string, readonly AccountPlan[], AccountWorld, readonly string[]])[] = [
  ["a product that nobody can run", [{ ...plan, product: "notepad" }], world(), ["one: the fleet cannot run `notepad`"]],
  ["no folder", [plan], world({ "/accounts/one": undefined }), ["one: there is no folder `/accounts/one`"]],
  [
    "somebody else's folder",
    [plan],
    world({ "/accounts/one": { kind: "folder", owner: 7 } }),
    ["one: `/accounts/one` belongs to another user"],
  ],
  [
    "one folder for two, by another name",
    [plan, other],
    world({}, { "/accounts/two": "/accounts/one" }),
    ["two: it has the same folder as account `one`"],
  ],
  [
    "the folder one works in oneself, in a pool of several",
    [{ ...plan, folder: "/home/me/.claude" }, other],
    world(),
    ["one: `/home/me/.claude` is the folder in which you work yourself"],
  ],
  [
    "a login that is a link",
    [plan],
    world({ "/accounts/one/.credentials.json": { kind: "link", owner: 1_000 } }),
    ["one: `/accounts/one/.credentials.json` is no file of its own"],
  ],
  [
    "a key in a subscription",
    [{ ...plan, variables: { ANTHROPIC_API_KEY: "x" } }],
    world(),
    ["one: `ANTHROPIC_API_KEY` decides who pays or who sees the requests, and is none of `subscription`"],
  ],
  [
    "a subscription through another's server",
    [{ ...plan, variables: { ANTHROPIC_BASE_URL: "x" } }],
    world(),
    ["one: `ANTHROPIC_BASE_URL` decides who pays or who sees the requests, and is none of `subscription`"],
  ],
  ["a token in a file of ours", [{ ...plan, secret: "token" }], world(), ["one: a `subscription` takes no secret from us"]],
  ["a key without a secret", [{ ...key, secret: null }], world(), ["one: it has no secret"]],
  ["a cloud without its region", [{ ...plan, kind: "bedrock", budgetMicroUsd: 1 }], world(), ["one: `AWS_REGION` is not set"]],
  [
    "paid by use, without a budget",
    [{ ...key, budgetMicroUsd: 0 }],
    world(),
    ["one: it costs money by use and has no budget, so nothing could be spent"],
  ],
  [
    "a way to pay that the product does not know",
    [{ ...plan, product: "codex", kind: "vertex" }],
    world(),
    ["one: `codex` has no accounts of kind `vertex`"],
  ],
  ["two products in one fleet", [plan, { ...other, product: "codex" }], world(), ["two: it is for `codex`, the others are not"]],
];

for (const [what, accounts, at, faults] of refused)
  test(`refused: ${what}`, () => {
    assert.deepEqual(faultsOf(accounts, at), faults);
  });

test("a project of the same name: nobody could say which of the two is paused", () => {
  const project = { id: "one", folder: "/p", account: null, most: 1, weight: 1, budgetMicroUsd: 0, worktrees: true };
  const [found] = accountFaults({ accounts: [plan], projects: [project] }, world());
  assert.equal(found?.account, "one");
  assert.match(found?.fault.todo ?? "", /rename/);
});
