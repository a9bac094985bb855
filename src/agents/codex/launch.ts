/** Codex CLI started so that a repository cannot switch the hooks off: what stands on the command line outranks every file but the managed ones. */
import { done, type Result } from "../../base/result.ts";
import type { Launch, LaunchPlace } from "../installer.ts";

/** What they name would be loaded before each command. */
const loaders = ["BASH_ENV", "ENV", "LD_AUDIT", "LD_PRELOAD"];

/** Switches of the hooks themselves; trust in them is the person's and lies outside of every repository. */
export function launch({ words }: LaunchPlace): Result<Launch> {
  const blank = loaders.map((name) => `shell_environment_policy.set.${name}=""`);
  const pinned = ["features.hooks=true", "features.unified_exec_tty=false", ...blank].flatMap((setting) => ["-c", setting]);
  return done({ args: [...pinned, ...words], env: {}, files: [] });
}
