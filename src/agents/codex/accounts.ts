/** Accounts of Codex CLI: its folder holds the login, of whatever kind, and its client says in a sentence which one that is. */
import type { AccountRules, AccountSeen, StatusSaid } from "../account-rules.ts";

export const accounts: AccountRules = {
  payments: {
    subscription: { sets: {}, secret: null, needs: [] },
    "api-key": { sets: {}, secret: null, needs: [] },
  },
  deciding: ["CODEX_API_KEY", "CODEX_HOME", "OPENAI_API_KEY", "OPENAI_BASE_URL"],
  logins: ["auth.json"],
  conversations: "sessions",
  usualFolder: (home) => `${home}/.codex`,
  variables: ({ folder, variables }) => ({ ...variables, CODEX_HOME: folder }),
  status: { args: ["login", "status"], read },
};

/** It names nobody, so two accounts with the same login are not noticed here. */
function read({ kind, stdout, stderr, exit }: StatusSaid): AccountSeen {
  const said = `${stdout}\n${stderr}`;
  if (exit === 0) return { health: (kind === "subscription" ? /ChatGPT/ : /API key/).test(said) ? "good" : "signed-out", identity: null };
  return { health: /not logged in/i.test(said) ? "signed-out" : "unreachable", identity: null };
}
