/** The real clients that the tests drive: pinned in `clients/`, installed into the cache, or reported as not there. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const pinned = fileURLToPath(new URL("clients", import.meta.url));
export const installedInto = fileURLToPath(new URL("../../.cache/agents", import.meta.url));

export type Client = {
  readonly title: string;
  readonly version: string;
  readonly program: string;
  /** Why no test can use it, as a sentence; false when it is there. */
  readonly skip: string | false;
};

const machine = `${process.platform}-${process.arch}`;

export const claudeCode = clientIn("Claude Code", "2.1.330", `@anthropic-ai/claude-code-${machine}`);

/** The last line of clients that cannot be told to block when a hook fails. */
export const olderClaudeCode = clientIn("Claude Code", "2.1.197", `claude-code-before-fail-closed-${machine}`);

function clientIn(title: string, version: string, folder: string): Client {
  const program = join(installedInto, "node_modules", folder, "claude");
  const skip = existsSync(program) ? false : `${title} ${version} for ${machine} could not be installed, so it was not run`;
  return { title: `${title} ${version}`, version, program, skip };
}
