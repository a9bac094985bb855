/** Variables that hold a secret are known by their names, and those that only sound so are left alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { categoryOf } from "./categories.ts";
import { isPlaceholder, isSecretName } from "./secret-names.ts";

for (const name of ["GITHUB_TOKEN", "SERVICE_API_KEY", "apikey", "DB_PASSWORD", "MY_SECRET", "CONFIG_AUTH", "AUTH", "X_AUTH"]) {
  test(`\`${name}\` names a secret`, () => assert.ok(isSecretName(name)));
}

const innocent = [
  "AUTHOR",
  "SSH_AUTH_SOCK",
  "TERM_SESSION_ID",
  "npm_config_token",
  "TOKEN_FILE",
  "SECRET_PATH",
  "AUTH_URL",
  "MAX_TOKENS",
  "PATH",
  "F_KEY",
];
for (const name of innocent) {
  test(`\`${name}\` names none`, () => assert.ok(!isSecretName(name)));
}

for (const value of ["", "  ", "your-api-key-here", "your_token_here", "xxxxxxxx", "<token>", "changeme"]) {
  test(`${JSON.stringify(value)} is no secret yet`, () => assert.ok(isPlaceholder(value)));
}

test("what is random is one", () => assert.ok(!isPlaceholder("A1b2C3d4")));

test("the first word that a name holds decides what it is for", () => {
  const table = [
    ["llm", ["MODEL"]],
    ["cloud", ["CLOUD", "MODEL"]],
  ] as const;
  assert.deepEqual(
    ["my_model_key", "CLOUD_MODEL", "CLOUD_KEY", "X"].map((name) => categoryOf(name, table)),
    ["llm", "llm", "cloud", "other"],
  );
});
