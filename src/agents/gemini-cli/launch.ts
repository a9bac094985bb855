/** Gemini CLI started so that no repository can switch the guard off: what stands in system settings has the last word. */
import { isMembers } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Launch, LaunchPlace } from "../installer.ts";
import { readDocument } from "../json-text.ts";
import { textOf } from "../settings-files.ts";
import { asking, oursIn } from "./entry.ts";
import { examineProject } from "./examine.ts";
import { withGuard } from "./merge.ts";
import { product } from "./product.ts";

const systemSettings = "GEMINI_CLI_SYSTEM_SETTINGS_PATH";

/** The client reads such a file only where nobody else can write to any folder above it, and then it does not read the machine's own. */
export function launch({ words, line, folder, variable, managed }: LaunchPlace): Result<Launch> {
  const theirs = variable(systemSettings);
  if (theirs) {
    const what = `\`${systemSettings}\` is set to \`${theirs}\`: ${product.title} takes one such file, and that one holds the guard`;
    return fail({ code: "launch.settings", what, todo: `unset ${systemSettings}, or put the guard into that file` });
  }
  const settings = textOf(managed, "settings");
  const [off] = examineProject(settings ?? "");
  if (off !== undefined) return fail({ code: "launch.settings", what: `of the machine's settings: ${off.what}`, todo: off.repair });
  if (standsIn(settings)) return done({ args: words, env: { BASH_ENV: null }, files: [] });
  // What stands in the machine's settings goes on counting, with the guard in it as the managed scope has it.
  const merged = withGuard(settings, { ...line, scope: "managed" });
  if (!merged.ok) return merged;
  const path = `${folder}/settings.json`;
  return done({
    args: words,
    env: { [systemSettings]: path, BASH_ENV: null },
    files: [{ name: "settings", path, text: merged.value }],
    shielded: true,
  });
}

/** Then the machine's own guard has the last word already. */
function standsIn(settings: string | null): boolean {
  const read = readDocument(settings ?? "");
  return read.ok && isMembers(read.value) && oursIn(read.value).some(({ event }) => event === asking);
}
