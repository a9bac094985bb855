/** Systems whose vaults people bring along: where each keeps it, and by what its files are known. */
import type { Variable } from "./installer.ts";

export type Predecessor = {
  readonly name: string;
  readonly folder: (home: string, variable: Variable) => string;
  readonly iterations: (variable: Variable) => number;
  /** Files in that folder, and what stands before the names of tokens among them. */
  readonly salt: string;
  readonly tokenPrefix: string;
  readonly tokenFolder: string;
};

/** What failsafe called the session of the one product that it knew. */
export const failsafeSessionMember = "claude_session_id";

const usualIterations = 600_000;

export const predecessors: readonly Predecessor[] = [
  {
    name: "claude-code-security",
    folder: (home, variable) =>
      variable("CLAUDE_CODE_SECURITY_VAULT_DIR") || `${variable("CLAUDE_CODE_SECURITY_HOME") || `${home}/.claude`}/.vault`,
    // What is no number counts as not set, as it did there.
    iterations: (variable) => Number(variable("CLAUDE_CODE_SECURITY_PBKDF2_ITERATIONS")) || usualIterations,
    salt: ".vault_salt",
    tokenPrefix: "token_",
    tokenFolder: "token_meta",
  },
];
