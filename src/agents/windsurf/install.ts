/** The guard into the hooks of Windsurf, out of them again, and what stands in its way there; all of it by documentation. */
import { isMembers } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import { membersIn, unproved } from "../documented.ts";
import type { Finding, GuardLine, HookLine, Installer, SettingsFile } from "../installer.ts";
import { listedOf, withListed, withoutListed } from "../listed-entries.ts";
import { listedFindings, neighbourFindings } from "../listed-findings.ts";
import { eachFile, textOf } from "../settings-files.ts";
import { checkPaths } from "../shell-line.ts";
import { asking, entriesFor, keeping } from "./entry.ts";
import { filesAt, projectSettings, traces } from "./places.ts";
import { product } from "./product.ts";
import { readSettings } from "./settings.ts";

export const windsurfInstaller: Installer = {
  ...product,
  ...unproved,
  program: "windsurf",
  traces,
  files: filesAt,
  install: (files, line) => eachFile(files, ({ text }) => install(text, line)),
  uninstall: (files) => eachFile(files, ({ text }) => (text === null ? done(null) : withoutListed(text, keeping))),
  examine: (files, line) => examine(textOf(files, "hooks"), line),
  projectSettings,
  examineProject,
  hookLine,
};

function install(text: string | null, line: GuardLine): Result<string> {
  const checked = checkPaths(line);
  if (!checked.ok) return checked;
  const read = text === null || text.trim() === "" ? done({}) : readSettings(text);
  return read.ok ? withListed(text, entriesFor(line), keeping) : read;
}

function examine(text: string | null, line: GuardLine): readonly Finding[] {
  if (text === null || text.trim() === "")
    return [{ code: "guard.missing", what: "the guard is not among these hooks; no call is checked", repair: "sheepdog init" }];
  const read = readSettings(text);
  if (!read.ok) return [{ code: "settings.rejected", what: read.fault.what, repair: "mend or remove that entry" }];
  return [
    ...listedFindings(read.value, { entries: entriesFor(line), asking, keeping, line }),
    ...neighbourFindings(read.value, { asking, keeping }),
  ];
}

/** A project can add hooks; nothing is documented by which it could take those of the user away. */
function examineProject(text: string): readonly Finding[] {
  const settings = membersIn(text);
  return settings === undefined ? [] : neighbourFindings(settings, { asking, keeping });
}

function hookLine(files: readonly SettingsFile[]): HookLine | undefined {
  const settings = membersIn(textOf(files, "hooks"));
  const standing = settings === undefined ? undefined : listedOf(settings, keeping).find(({ way }) => way.at(-1) === "pre_run_command");
  const command = isMembers(standing?.entry) ? standing.entry["command"] : undefined;
  return typeof command === "string" ? { program: "/bin/sh", args: ["-c", command] } : undefined;
}
