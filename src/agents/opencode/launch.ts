/** OpenCode started so that no settings of a repository count: with the plugin named by ourselves, and what a project sets left out. */
import { done, fail, type Result } from "../../base/result.ts";
import type { Launch, LaunchPlace } from "../installer.ts";
import { checkLine } from "./entry.ts";
import { pluginText } from "./plugin.ts";
import { product } from "./product.ts";

const ownSettings = "OPENCODE_CONFIG_CONTENT";

/**
 * Hooks and settings of a project do not count then, nor its instructions for the model. What its plugins do when they are loaded cannot
 * be kept away: this client loads them all the same.
 */
export function launch({ words, line, folder, variable }: LaunchPlace): Result<Launch> {
  if (variable(ownSettings)) {
    const what = `\`${ownSettings}\` is set: ${product.title} takes one such text, and that one names the guard`;
    return fail({ code: "launch.settings", what, todo: `put those settings into a file, and unset ${ownSettings}` });
  }
  const checked = checkLine(line);
  if (!checked.ok) return checked;
  const path = `${folder}/sheepdog.js`;
  return done({
    args: words,
    env: { [ownSettings]: JSON.stringify({ plugin: [`file://${path}`] }), OPENCODE_DISABLE_PROJECT_CONFIG: "1", OPENCODE_PURE: null },
    files: [{ name: "plugin", path, text: pluginText(line) }],
  });
}
