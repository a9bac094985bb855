/** What Codex CLI says of its login, in the words of the client 0.169.0 itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AccountKind } from "../account-rules.ts";
import { accounts } from "./accounts.ts";

const warning = "WARNING: proceeding, even though we could not create PATH aliases\n";
const read = (kind: AccountKind, stderr: string, exit: number): string =>
  accounts.status.read({ kind, stdout: "", stderr: warning + stderr, exit }).health;

test("signed in the way the settings say is good, in another way is not", () => {
  const key = "API key configured - ***\nAuthentication is checked when you send a request.\n";
  assert.equal(read("api-key", key, 0), "good");
  assert.equal(read("subscription", key, 0), "signed-out");
  assert.equal(read("subscription", "Logged in using ChatGPT\n", 0), "good");
  assert.equal(read("api-key", "Logged in using ChatGPT\n", 0), "signed-out");
});

test("signed out is told apart from a client that does not answer", () => {
  assert.equal(read("subscription", "Not logged in\n", 1), "signed-out");
  assert.equal(read("subscription", "", 139), "unreachable");
});
