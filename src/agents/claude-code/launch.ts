/** Claude Code started so that no repository gets the guard out of its way: settings on the command line outrank those of a project. */
import { done, fail, type Result } from "../../base/result.ts";
import type { Launch, LaunchPlace } from "../installer.ts";
import { checkLine, entriesFor } from "./entry.ts";
import { product } from "./product.ts";

/** Blank on the command line's level, so that no project can set them for the hook or for a command. */
const blanked = [
  "BASH_ENV",
  "DYLD_INSERT_LIBRARIES",
  "DYLD_LIBRARY_PATH",
  "ENV",
  "LD_AUDIT",
  "LD_LIBRARY_PATH",
  "LD_PRELOAD",
  "NODE_OPTIONS",
];

/** The client does not read this file again while it runs. */
export function launch({ words, line, folder }: LaunchPlace): Result<Launch> {
  const own = words.find((word) => word === "--settings" || word.startsWith("--settings="));
  if (own !== undefined) {
    const what = `\`${own}\` cannot be given here: ${product.title} takes one such file, and that one holds the guard`;
    return fail({ code: "launch.settings", what, todo: "put those settings into your user settings" });
  }
  const checked = checkLine(line);
  if (!checked.ok) return checked;
  const hooks = Object.fromEntries(entriesFor(line).map(({ event, handler }) => [event, [{ hooks: [handler] }]]));
  const settings = { disableAllHooks: false, env: Object.fromEntries(blanked.map((name) => [name, ""])), hooks };
  const path = `${folder}/settings.json`;
  return done({
    args: ["--settings", path, ...words],
    env: { CLAUDE_CODE_SIMPLE: null },
    files: [{ name: "settings", path, text: `${JSON.stringify(settings, undefined, 2)}\n` }],
  });
}
