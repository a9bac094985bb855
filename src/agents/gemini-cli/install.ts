/** The guard into the settings of Gemini CLI, out of them again, and what stands in its way there. */
import { canonicalJson } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { HookLine, Installer, SettingsFile } from "../installer.ts";
import { readDocument, withoutMember } from "../json-text.ts";
import { withoutEntries } from "../nested-hooks.ts";
import { eachFile, textOf } from "../settings-files.ts";
import { canary } from "./canary.ts";
import { asking, isOurs, oursIn } from "./entry.ts";
import { examine, examineProject, examineVariables, examineWords } from "./examine.ts";
import { launch } from "./launch.ts";
import { switchedOnWord, withGuard } from "./merge.ts";
import { filesAt, projectSettings } from "./places.ts";
import { product } from "./product.ts";
import { transcripts } from "./transcripts.ts";

export const geminiCliInstaller: Installer = {
  ...product,
  program: "gemini",
  folders: (home) => [`${home}/.local/bin`, `${home}/.npm-global/bin`],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0],
  files: filesAt,
  install: (files, line) => eachFile(files, ({ text }) => withGuard(text, line)),
  uninstall: (files) => eachFile(files, ({ text }) => (text === null ? done(null) : uninstall(text))),
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

/** A `hooksConfig` that says no more than what is so anyhow goes with the entries that it came with. */
function uninstall(settings: string): Result<string | null> {
  const read = readDocument(settings);
  const holdsOurs = read.ok && isMembers(read.value) && oursIn(read.value).length > 0;
  const config = read.ok && isMembers(read.value) ? read.value["hooksConfig"] : undefined;
  const plain = holdsOurs && config !== undefined && canonicalJson(config) === canonicalJson(switchedOnWord);
  return withoutEntries(plain ? withoutMember(settings, ["hooksConfig"]) : settings, isOurs);
}

function hookLine(files: readonly SettingsFile[]): HookLine | undefined {
  const read = readDocument(textOf(files, "settings") ?? "");
  const standing = read.ok && isMembers(read.value) ? oursIn(read.value).find(({ event }) => event === asking) : undefined;
  const command = isMembers(standing?.handler) ? standing.handler["command"] : undefined;
  return typeof command === "string" ? { program: "/usr/bin/env", args: ["bash", "-c", command] } : undefined;
}
