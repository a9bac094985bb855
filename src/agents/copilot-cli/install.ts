/** The guard into the hooks of GitHub Copilot CLI, out of them again, and how the client would call it. */
import { done, fail, type Result } from "../../base/result.ts";
import type { GuardLine, HookLine, Installer, SettingsFile } from "../installer.ts";
import { readDocument } from "../json-text.ts";
import { eachFile, textOf } from "../settings-files.ts";
import { checkPaths } from "../shell-line.ts";
import { canary } from "./canary.ts";
import { askingHandler, fileFor, holdsForeign, isFileFor } from "./entry.ts";
import { examine, examineProject, examineVariables, examineWords } from "./examine.ts";
import { launch } from "./launch.ts";
import { filesAt, projectSettings } from "./places.ts";
import { product } from "./product.ts";
import { transcripts } from "./transcripts.ts";

export const copilotCliInstaller: Installer = {
  ...product,
  program: "copilot",
  folders: (home) => [`${home}/.local/bin`, `${home}/.npm-global/bin`],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0],
  files: filesAt,
  install: (files, line) => eachFile(files, (file) => (file.name === "hooks" ? install(file, line) : done(file.text))),
  uninstall: (files) => eachFile(files, (file) => (file.name === "hooks" ? uninstall(file) : done(file.text))),
  examine,
  projectSettings,
  examineProject,
  examineVariables,
  examineWords,
  hookLine,
  canary,
  launch,
  transcripts,
};

function install({ text, path }: SettingsFile, line: GuardLine): Result<string> {
  const checked = checkPaths(line);
  if (!checked.ok) return checked;
  if (text !== null && text.trim() !== "") {
    const read = readDocument(text);
    if (read.ok && isFileFor(read.value, line)) return done(text);
    if (!read.ok || holdsForeign(read.value)) return notOurs(path);
  }
  return done(`${JSON.stringify(fileFor(line), undefined, 2)}\n`);
}

function uninstall({ text, path }: SettingsFile): Result<string | null> {
  if (text === null) return done(null);
  const read = readDocument(text);
  return !read.ok || holdsForeign(read.value) ? notOurs(path) : done(null);
}

function notOurs(path: string): Result<never> {
  return fail({
    code: "settings.foreign",
    what: `\`${path}\` has the name of the guard's own file, and somebody else wrote into it`,
    follows: "so it was left as it is",
    todo: "give that file another name; the client reads all of them",
  });
}

function hookLine(files: readonly SettingsFile[]): HookLine | undefined {
  const read = readDocument(textOf(files, "hooks") ?? "");
  const handler = read.ok ? askingHandler(read.value) : undefined;
  if (handler === undefined) return undefined;
  const { exec, args, bash } = handler;
  if (typeof exec === "string") return { program: exec, args: Array.isArray(args) ? args.map(String) : [] };
  return typeof bash === "string" ? { program: "/bin/bash", args: ["--norc", "--noprofile", "-c", bash] } : undefined;
}
