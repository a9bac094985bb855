/** What Claude Code says of its login, in the words of the client 2.1.330 itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AccountKind } from "../account-rules.ts";
import { accounts } from "./accounts.ts";

const said = (more: object): string =>
  JSON.stringify({ loggedIn: true, authMethod: "claude.ai", apiProvider: "firstParty", loginExpiresAt: null, ...more }, undefined, 2);
const read = (kind: AccountKind, stdout: string, exit = 0): ReturnType<typeof accounts.status.read> =>
  accounts.status.read({ kind, stdout, stderr: "", exit });

test("each kind is good with its own way of being signed in, and with no other", () => {
  const ways: readonly (readonly [AccountKind, string])[] = [
    ["subscription", "claude.ai"],
    ["api-key", "api_key"],
    ["bedrock", "third_party"],
    ["vertex", "third_party"],
    ["gateway", "oauth_token"],
  ];
  for (const [kind, own] of ways)
    for (const [, authMethod] of ways) {
      const expected = authMethod === own ? "good" : "signed-out";
      assert.equal(read(kind, said({ authMethod })).health, expected, `${kind} signed in by ${authMethod}`);
    }
});

test("who is signed in is known by address and organisation, where the client says them", () => {
  assert.equal(read("subscription", said({ email: "a@example.org", orgId: "o1" })).identity, "a@example.org in o1");
  assert.equal(read("subscription", said({ email: null, orgId: null })).identity, null);
  assert.equal(read("subscription", said({ loggedIn: false, email: "a@example.org" })).identity, null);
});

test("signed out is told apart from a client that does not answer", () => {
  assert.equal(read("subscription", said({ loggedIn: false, authMethod: "none" }), 1).health, "signed-out");
  for (const silence of ["", "Segmentation fault", "[]", "{}", '{"loggedIn":"yes"}'])
    assert.equal(read("subscription", silence, 1).health, "unreachable", silence);
});

test("the client gets the account's folder and nothing that decides who pays", () => {
  const variables = accounts.variables({ folder: "/a", variables: { X: "1" } });
  assert.deepEqual(variables, { X: "1", CLAUDE_CONFIG_DIR: "/a", DISABLE_AUTOUPDATER: "1" });
});
