/** The guard into OpenCode as a plugin, out of it again, and what stands in its way there. */
import { done, fail, type Result } from "../../base/result.ts";
import type { GuardLine, HookLine, Installer, SettingsFile } from "../installer.ts";
import { eachFile, textOf } from "../settings-files.ts";
import { canary } from "./canary.ts";
import { checkLine, isOurs, lineIn } from "./entry.ts";
import { examine, examineProject, examineVariables, examineWords } from "./examine.ts";
import { launch } from "./launch.ts";
import { filesAt, projectCode, projectSettings } from "./places.ts";
import { pluginText } from "./plugin.ts";
import { product } from "./product.ts";
import { withoutPlugin, withPlugin } from "./settings.ts";

export const opencodeInstaller: Installer = {
  ...product,
  program: "opencode",
  folders: (home) => [`${home}/.opencode/bin`, `${home}/.local/bin`],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0],
  files: filesAt,
  install,
  uninstall,
  examine,
  projectSettings,
  projectCode,
  examineProject,
  examineVariables,
  examineWords,
  hookLine,
  canary,
  launch,
};

function install(files: readonly SettingsFile[], line: GuardLine): Result<readonly SettingsFile[]> {
  const checked = checkLine(line);
  if (!checked.ok) return checked;
  return eachFile(files, (file) => (file.name === "plugin" ? pluginInto(file, line) : withPlugin(file.text, pluginPath(files))));
}

/** A file of that name that is not ours is somebody's work. */
function pluginInto({ path, text }: SettingsFile, line: GuardLine): Result<string> {
  if (text === null || text.trim() === "" || isOurs(text)) return done(pluginText(line));
  return fail({
    code: "plugin.foreign",
    what: `\`${path}\` is a plugin of somebody else`,
    todo: "give it another name, then run this again",
  });
}

function uninstall(files: readonly SettingsFile[]): Result<readonly SettingsFile[]> {
  return eachFile(files, ({ name, text }) => {
    if (text === null) return done(null);
    if (name !== "plugin") return withoutPlugin(text, pluginPath(files));
    return done(isOurs(text) ? null : text);
  });
}

function pluginPath(files: readonly SettingsFile[]): string {
  return files.find(({ name }) => name === "plugin")?.path ?? "";
}

function hookLine(files: readonly SettingsFile[]): HookLine | undefined {
  return lineIn(textOf(files, "plugin") ?? "");
}
