/** What keeps the guard from running in OpenCode, as far as texts and words can tell. */
import type { Finding, GuardLine, SettingsFile, Variable } from "../installer.ts";
import { isOurs } from "./entry.ts";
import { pluginText } from "./plugin.ts";
import { codeIn, namesPlugin } from "./settings.ts";

const install = "sheepdog init";

export function examine(files: readonly SettingsFile[], line: GuardLine): readonly Finding[] {
  const plugin = files.find(({ name }) => name === "plugin");
  const settings = files.find(({ name }) => name === "settings");
  if (plugin === undefined || plugin.text === null) return [missing];
  if (!isOurs(plugin.text)) {
    const what = `\`${plugin.path}\` is not the plugin of the guard; no call is checked`;
    return [{ code: "guard.foreign", what, repair: `move \`${plugin.path}\` away, then run \`${install}\`` }];
  }
  if (plugin.text !== pluginText(line)) {
    const what = `the plugin of the guard was changed, or belongs to another guard than \`${line.guard}\`; it may let calls through`;
    return [{ code: "guard.altered-plugin", what, repair: install }];
  }
  if (settings === undefined || namesPlugin(settings.text, plugin.path)) return [];
  const what = `\`${settings.path}\` does not name the plugin of the guard; no call is checked`;
  return [{ code: "guard.unnamed", what, repair: install }];
}

const missing: Finding = { code: "guard.missing", what: "the plugin of the guard is not there; no call is checked", repair: install };

/** A plugin is code in the client itself: it can do anything without a call, and no hook can stop it. */
export function examineProject(text: string, path: string): readonly Finding[] {
  const named = codeIn(text);
  if (named.length === 0) return [];
  const what = `\`${path}\` brings ${named.join(" and ")}: the client runs that without asking anybody, so not the guard either`;
  return [
    {
      code: "project.code",
      what,
      repair: "read that code before you start the client there",
    },
  ];
}

const no = new Set(["", "0", "false"]);

export function examineVariables(variable: Variable): readonly Finding[] {
  if (no.has((variable("OPENCODE_PURE") ?? "").toLowerCase())) return [];
  const what = "`OPENCODE_PURE` is set; no plugin runs in a session that is started with it, so no call is checked";
  return [{ code: "variable.off", what, repair: "unset OPENCODE_PURE" }];
}

export function examineWords(words: readonly string[]): readonly Finding[] {
  const word = words.find((one) => one === "--pure" || (one.startsWith("--pure=") && one !== "--pure=false"));
  if (word === undefined) return [];
  const what = `\`${word}\` on the command line: no plugin runs with it, so no call is checked`;
  return [{ code: "words.off", what, repair: `start it without \`${word}\`` }];
}
