/** Gemini CLI started so that no repository can switch the guard off: what stands in system settings has the last word. */
import { done, fail, type Result } from "../../base/result.ts";
import type { Launch, LaunchPlace } from "../installer.ts";
import { checkLine, entriesFor, newName } from "./entry.ts";
import { product } from "./product.ts";

const systemSettings = "GEMINI_CLI_SYSTEM_SETTINGS_PATH";

/** The client reads such a file only where nobody else can write to any folder above it. */
export function launch({ words, line, folder, variable }: LaunchPlace): Result<Launch> {
  const theirs = variable(systemSettings);
  if (theirs) {
    const what = `\`${systemSettings}\` is set to \`${theirs}\`: ${product.title} takes one such file, and that one holds the guard`;
    return fail({ code: "launch.settings", what, todo: `unset ${systemSettings}, or put the guard into that file` });
  }
  const checked = checkLine(line);
  if (!checked.ok) return checked;
  const name = newName(line);
  if (!name.ok) return name;
  const hooks = Object.fromEntries(entriesFor(line, name.value).map(({ event, handler }) => [event, [{ hooks: [handler] }]]));
  const path = `${folder}/settings.json`;
  return done({
    args: words,
    env: { [systemSettings]: path, BASH_ENV: null },
    files: [{ name: "settings", path, text: `${JSON.stringify({ hooksConfig: { enabled: true }, hooks }, undefined, 2)}\n` }],
  });
}
