/** Accounts of Claude Code: how each kind is paid, where a login lies, and what the client itself says of it. */
import { readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { AccountKind, AccountRules, AccountSeen, StatusSaid } from "../account-rules.ts";

export const accounts: AccountRules = {
  payments: {
    subscription: { sets: {}, secret: null, needs: [] },
    "api-key": { sets: {}, secret: "ANTHROPIC_API_KEY", needs: [] },
    bedrock: { sets: { CLAUDE_CODE_USE_BEDROCK: "1" }, secret: null, needs: ["AWS_REGION"] },
    vertex: { sets: { CLAUDE_CODE_USE_VERTEX: "1" }, secret: null, needs: ["CLOUD_ML_REGION", "ANTHROPIC_VERTEX_PROJECT_ID"] },
    gateway: { sets: {}, secret: "ANTHROPIC_AUTH_TOKEN", needs: ["ANTHROPIC_BASE_URL"] },
  },
  deciding: [
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_AUTH_TOKEN",
    "ANTHROPIC_BASE_URL",
    "ANTHROPIC_BEDROCK_BASE_URL",
    "ANTHROPIC_VERTEX_BASE_URL",
    "ANTHROPIC_VERTEX_PROJECT_ID",
    "ANTHROPIC_FOUNDRY_API_KEY",
    "AWS_BEARER_TOKEN_BEDROCK",
    "CLAUDE_CODE_OAUTH_TOKEN",
    "CLAUDE_CODE_USE_BEDROCK",
    "CLAUDE_CODE_USE_FOUNDRY",
    "CLAUDE_CODE_USE_VERTEX",
    "CLAUDE_CONFIG_DIR",
  ],
  logins: [".credentials.json", ".claude.json"],
  conversations: "projects",
  usualFolder: (home) => `${home}/.claude`,
  variables: ({ folder, variables }) => ({ ...variables, CLAUDE_CONFIG_DIR: folder, DISABLE_AUTOUPDATER: "1" }),
  status: { args: ["auth", "status"], read },
};

/** What the client calls the way in which it is signed in. Of a key or a cloud it says no more than that there is one. */
const methods: Readonly<Record<AccountKind, string>> = {
  subscription: "claude.ai",
  "api-key": "api_key",
  bedrock: "third_party",
  vertex: "third_party",
  gateway: "oauth_token",
};

/** Signed in otherwise than the settings say is not signed in: somebody else would pay. */
function read({ kind, stdout }: StatusSaid): AccountSeen {
  const json = readJson(stdout.trim());
  if (!json.ok || !isMembers(json.value) || typeof json.value["loggedIn"] !== "boolean") return { health: "unreachable", identity: null };
  const { loggedIn, authMethod } = json.value;
  const fits = loggedIn && authMethod === methods[kind];
  return { health: fits ? "good" : "signed-out", identity: fits ? identityIn(json.value) : null };
}

function identityIn({ email, orgId }: Members): string | null {
  const parts = [email, orgId].filter((part) => typeof part === "string");
  return parts.length === 0 ? null : parts.join(" in ");
}
