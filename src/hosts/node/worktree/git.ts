/** Git as the fleet calls it: never waiting for a person, and running nothing that a repository brings. */
import { done, fail, type Result } from "../../../base/result.ts";
import { runProgram } from "../programs.ts";

const patienceMs = 120_000;

/** Hooks and watchers are programs that whoever works in the repository may have put there. */
const quiet = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "advice.detachedHead=false"] as const;

/** Variables of our own surroundings, such as GIT_DIR, would lead elsewhere; HOME leads to the person's name for commits. */
export type GitSurroundings = { readonly home: string; readonly searchPath: string };

export type Git = (folder: string, words: readonly string[], more?: Readonly<Record<string, string>>) => Promise<Result<string>>;

export function gitIn({ home, searchPath }: GitSurroundings): Git {
  const env = { HOME: home, PATH: searchPath, LANG: "C.UTF-8", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", GIT_EDITOR: "false" };
  return async (folder, words, more = {}) => {
    const args = ["-C", folder, ...quiet, ...words];
    const run = await runProgram({ program: "git", args, env: { ...env, ...more }, timeoutMs: patienceMs });
    if (run.exit === 0) return done(run.stdout);
    const said = run.stderr.trim() || (run.timedOut ? "it took too long" : `it ended with ${run.exit}`);
    return fail({ code: "git.failed", what: `\`git ${words[0] ?? ""}\` in \`${folder}\`: ${said}` });
  };
}
