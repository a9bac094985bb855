/** The guard into the files of Codex CLI, out of them again, and what stands in its way there. */
import { isMembers } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { GuardLine, HookLine, Installer, SettingsFile } from "../installer.ts";
import { readDocument } from "../json-text.ts";
import { handlersIn, withEntries, withoutEntries } from "../nested-hooks.ts";
import { eachFile, pathOf, textOf } from "../settings-files.ts";
import { checkPaths } from "../shell-line.ts";
import { withoutMarked } from "../toml-text.ts";
import { canary } from "./canary.ts";
import { asking, entriesFor, isOurs } from "./entry.ts";
import { examine, examineProject, examineWords } from "./examine.ts";
import { launch } from "./launch.ts";
import { filesAt, projectSettings } from "./places.ts";
import { product } from "./product.ts";
import { oursInRequirements, withRequirements } from "./requirements.ts";
import { readSettings } from "./settings.ts";
import { transcripts } from "./transcripts.ts";
import { readTables, trustFor, withTrust } from "./trust.ts";

export const codexInstaller: Installer = {
  ...product,
  program: "codex",
  folders: (home) => [`${home}/.local/bin`, `${home}/.codex/bin`],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0],
  files: filesAt,
  install,
  uninstall: (files) => eachFile(files, removed),
  examine,
  projectSettings,
  examineProject,
  examineVariables: () => [],
  examineWords,
  hookLine,
  canary,
  launch,
  transcripts,
};

function install(files: readonly SettingsFile[], line: GuardLine): Result<readonly SettingsFile[]> {
  const checked = checkPaths(line);
  if (!checked.ok) return checked;
  if (line.scope === "managed") return eachFile(files, ({ text }) => withRequirements(text, line));
  const hooks = hooksWith(textOf(files, "hooks"), line);
  if (!hooks.ok) return hooks;
  const trust = trustFor(hooks.value, pathOf(files, "hooks"), line.sha256);
  return eachFile(files, ({ name, text }) => (name === "hooks" ? hooks : withTrust(text, trust)));
}

function hooksWith(hooks: string | null, line: GuardLine): Result<string> {
  const read = hooks === null || hooks.trim() === "" ? done({}) : readSettings(hooks);
  return read.ok ? withEntries(hooks, entriesFor(line), isOurs) : read;
}

function removed({ name, text }: SettingsFile): Result<string | null> {
  if (text === null) return done(null);
  if (name === "hooks") return withoutEntries(text, isOurs);
  const read = readTables(text);
  if (!read.ok) return read;
  const left = withoutMarked(text);
  return done(left !== text && left.trim() === "" ? null : left);
}

/** The client hands the whole text to a shell. */
function hookLine(files: readonly SettingsFile[]): HookLine | undefined {
  const read = readDocument(textOf(files, "hooks") ?? "");
  const own = read.ok && isMembers(read.value) ? handlersIn(read.value).filter(({ handler }) => isOurs(handler)) : [];
  const standing = [...own, ...oursInRequirements(textOf(files, "requirements"))].find(({ event }) => event === asking);
  const command = isMembers(standing?.handler) ? standing.handler["command"] : undefined;
  return typeof command === "string" ? { program: "/bin/sh", args: ["-c", command] } : undefined;
}
