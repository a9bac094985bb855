/** GitHub Copilot CLI started so that a repository is not trusted by the way it was started: only a trusted one can switch hooks off. */
import { done, type Result } from "../../base/result.ts";
import type { Launch, LaunchPlace } from "../installer.ts";

/**
 * No word of its command line brings hooks that would outrank the settings of a trusted repository; whether this one is trusted stays
 * with the person, and what its settings say is looked at before. Nothing here is read again while it runs.
 */
export function launch({ words }: LaunchPlace): Result<Launch> {
  return done({ args: words, env: taken, files: [] });
}

const taken: Launch["env"] = {
  BASH_ENV: null,
  COPILOT_ALLOW_ALL: null,
  COPILOT_CLI_DIST_DIR: null,
  ENV: null,
  GITHUB_COPILOT_PROMPT_MODE_REPO_HOOKS: null,
  LD_AUDIT: null,
  LD_PRELOAD: null,
};
