/** The guard into the settings of Gemini CLI, out of them again, and what stands in its way there. */
import { canonicalJson } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import type { GuardLine, HookLine, Installer, SettingsFile } from "../installer.ts";
import { placeAt, readDocument, withMember, withoutMember } from "../json-text.ts";
import { withEntries, withoutEntries } from "../nested-hooks.ts";
import { eachFile, textOf } from "../settings-files.ts";
import { canary } from "./canary.ts";
import { asking, checkLine, entriesFor, isOurs, nameIn, newName, oursIn } from "./entry.ts";
import { examine, examineProject, examineVariables, examineWords } from "./examine.ts";
import { launch } from "./launch.ts";
import { filesAt, projectSettings } from "./places.ts";
import { product } from "./product.ts";
import { readSettings } from "./settings.ts";
import { transcripts } from "./transcripts.ts";

export const geminiCliInstaller: Installer = {
  ...product,
  program: "gemini",
  folders: (home) => [`${home}/.local/bin`, `${home}/.npm-global/bin`],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0],
  files: filesAt,
  install: (files, line) => eachFile(files, ({ text }) => install(text, line)),
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

/** The name stays what it is, so that a second run changes nothing. */
function install(settings: string | null, line: GuardLine): Result<string> {
  const checked = checkLine(line);
  if (!checked.ok) return checked;
  const read = settings === null || settings.trim() === "" ? done({}) : readSettings(settings);
  if (!read.ok) return read;
  const kept = nameIn(read.value);
  const name = kept === undefined ? newName(line) : done(kept);
  if (!name.ok) return name;
  const merged = withEntries(settings, entriesFor(line, name.value), isOurs);
  return merged.ok && line.scope === "managed" ? done(switchedOn(merged.value)) : merged;
}

const switchedOnWord = { enabled: true };

/** The word of managed settings is the last one; without it a person's own `false` would count for the managed guard, too. */
function switchedOn(settings: string): string {
  const way = ["hooksConfig", "enabled"];
  if (placeAt(settings, ["hooksConfig"]) === undefined) return withMember(settings, [], { key: "hooksConfig", value: switchedOnWord });
  if (placeAt(settings, way) === undefined) return withMember(settings, ["hooksConfig"], { key: "enabled", value: true });
  return settings;
}

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
