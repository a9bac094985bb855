/** The guard into the settings of Claude Code, out of them again, and what stands in its way there. */
import { isMembers } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { GuardLine, HookLine, Installer, SettingsFile } from "../installer.ts";
import { readDocument } from "../json-text.ts";
import { withEntries, withoutEntries } from "../nested-hooks.ts";
import { eachFile, textOf } from "../settings-files.ts";
import { canary } from "./canary.ts";
import { asking, checkLine, entriesFor, isOurs, oursIn } from "./entry.ts";
import { examine, examineProject, examineVariables, examineWords } from "./examine.ts";
import { launch } from "./launch.ts";
import { filesAt, projectSettings } from "./places.ts";
import { product } from "./product.ts";
import { readSettings } from "./settings.ts";
import { transcripts } from "./transcripts.ts";

export const claudeCodeInstaller: Installer = {
  ...product,
  program: "claude",
  folders: (home) => [`${home}/.local/bin`, `${home}/.claude/local`],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0],
  files: filesAt,
  install: (files, line) => eachFile(files, ({ text }) => install(text, line)),
  uninstall: (files) => eachFile(files, ({ text }) => (text === null ? done(null) : withoutEntries(text, isOurs))),
  examine: (files, line) => examine(textOf(files, "settings"), line),
  projectSettings,
  examineProject,
  examineVariables,
  examineWords,
  hookLine,
  canary,
  launch,
  transcripts,
};

function install(settings: string | null, line: GuardLine): Result<string> {
  const checked = checkLine(line);
  if (!checked.ok) return checked;
  const read = settings === null || settings.trim() === "" ? done({}) : readSettings(settings, line.clientVersion);
  return read.ok ? withEntries(settings, entriesFor(line), isOurs) : read;
}

function hookLine(files: readonly SettingsFile[]): HookLine | undefined {
  const read = readDocument(textOf(files, "settings") ?? "");
  const standing = read.ok && isMembers(read.value) ? oursIn(read.value).find(({ event }) => event === asking) : undefined;
  if (standing === undefined || !isMembers(standing.handler)) return undefined;
  const { command, args } = standing.handler;
  if (typeof command !== "string") return undefined;
  return Array.isArray(args) ? { program: command, args: args.map(String) } : { program: "/bin/sh", args: ["-c", command] };
}
