/** The real clients that the tests drive: pinned in `clients/`, installed into the cache, or reported as not there. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const pinned = fileURLToPath(new URL("clients", import.meta.url));
export const installedInto = fileURLToPath(new URL("../../.cache/agents", import.meta.url));

export type Client = {
  /** The product, by the name of its installer. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly program: string;
  /** Why no test can use it, as a sentence; false when it is there. */
  readonly skip: string | false;
};

const machine = `${process.platform}-${process.arch}`;

export const claudeCode = clientIn({ name: "claude-code", title: "Claude Code" }, "2.1.330", `@anthropic-ai/claude-code-${machine}/claude`);

/** The last line of clients that cannot be told to block when a hook fails. */
export const olderClaudeCode = clientIn(
  { name: "claude-code", title: "Claude Code" },
  "2.1.197",
  `claude-code-before-fail-closed-${machine}/claude`,
);

/** The target that its binary is built for, as it names the folder. */
const target = `${process.arch === "arm64" ? "aarch64" : "x86_64"}-${process.platform === "darwin" ? "apple-darwin" : "unknown-linux-musl"}`;

export const codex = clientIn({ name: "codex", title: "Codex CLI" }, "0.169.0", `@openai/codex-${machine}/vendor/${target}/bin/codex`);

export const copilotCli = clientIn({ name: "copilot-cli", title: "GitHub Copilot CLI" }, "1.0.102", `@github/copilot-${machine}/copilot`);

/** The same file for every machine: it is a script. */
export const geminiCli = clientIn({ name: "gemini-cli", title: "Gemini CLI" }, "0.61.0", "@google/gemini-cli/bundle/gemini.js");

export const opencode = clientIn({ name: "opencode", title: "OpenCode" }, "1.18.33", `opencode-${machine}/bin/opencode`);

/** What `scripts/lib/clients.ts` installs and reports as missing. */
export const allClients: readonly Client[] = [claudeCode, olderClaudeCode, codex, copilotCli, geminiCli, opencode];

/** `path` leads from `node_modules` to the program. */
function clientIn({ name, title }: { readonly name: string; readonly title: string }, version: string, path: string): Client {
  const program = join(installedInto, "node_modules", path);
  const skip = existsSync(program) ? false : `${title} ${version} for ${machine} could not be installed, so it was not run`;
  return { name, title: `${title} ${version}`, version, program, skip };
}
