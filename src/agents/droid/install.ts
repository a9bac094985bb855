/** The guard into the hooks of Factory Droid, out of them again, and what stands in its way there; all of it by documentation. */
import { canonicalJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, type Result } from "../../base/result.ts";
import { membersIn, unproved } from "../documented.ts";
import type { Finding, GuardLine, HookLine, Installer, SettingsFile } from "../installer.ts";
import { handlersIn, withEntries, withoutEntries } from "../nested-hooks.ts";
import { eachFile, textOf } from "../settings-files.ts";
import { checkPaths } from "../shell-line.ts";
import { asking, entriesFor, isOurs } from "./entry.ts";
import { filesAt, projectSettings } from "./places.ts";
import { product } from "./product.ts";
import { asHooks, asSettings, readSettings } from "./settings.ts";

export const droidInstaller: Installer = {
  ...product,
  ...unproved,
  program: "droid",
  files: filesAt,
  install,
  uninstall: (files) => eachFile(files, uninstall),
  examine,
  projectSettings,
  examineProject,
  hookLine,
};

/** Where there is a file of hooks alone, those in the settings are not read; what we left there before does no harm and goes with the rest. */
function carrier(files: readonly SettingsFile[]): string {
  return textOf(files, "hooks") === null ? "settings" : "hooks";
}

function install(files: readonly SettingsFile[], line: GuardLine): Result<readonly SettingsFile[]> {
  const checked = checkPaths(line);
  if (!checked.ok) return checked;
  const name = carrier(files);
  return eachFile(files, (file) => (file.name === name ? installIn(file, line) : done(file.text)));
}

function installIn({ name, text }: SettingsFile, line: GuardLine): Result<string | null> {
  const settings = text === null || name === "settings" ? text : asSettings(text.trim() === "" ? "{}" : text);
  const read = settings === null || settings.trim() === "" ? done({}) : readSettings(settings);
  if (!read.ok) return read;
  const merged = withEntries(settings, entriesFor(line), isOurs);
  return merged.ok && name === "hooks" ? done(asHooks(merged.value)) : merged;
}

function uninstall({ name, text }: SettingsFile): Result<string | null> {
  if (text === null) return done(null);
  if (name === "settings") return withoutEntries(text, isOurs);
  const without = withoutEntries(asSettings(text), isOurs);
  return without.ok && without.value !== null ? done(asHooks(without.value)) : without;
}

function settingsIn(files: readonly SettingsFile[]): string | null {
  const name = carrier(files);
  const text = textOf(files, name);
  return text === null || name === "settings" ? text : asSettings(text);
}

const repair = "sheepdog init";

function examine(files: readonly SettingsFile[], line: GuardLine): readonly Finding[] {
  const read = readSettings(settingsIn(files) ?? "{}");
  if (!read.ok) return [{ code: "settings.rejected", what: read.fault.what, repair: "mend or remove that entry" }];
  return [...entryFindings(read.value, line), ...offFindings(membersIn(textOf(files, "settings"))), ...neighbourFindings(read.value)];
}

function entryFindings(settings: Members, line: GuardLine): readonly Finding[] {
  const ours = handlersIn(settings).filter(({ handler }) => isOurs(handler));
  const asked = ours.filter(({ event }) => event === asking);
  if (asked.length === 0) return [{ code: "guard.missing", what: "the guard is not among these hooks; no call is checked", repair }];
  if (asked.some(({ narrowed }) => narrowed))
    return [{ code: "guard.narrowed", what: "a matcher keeps some tools away from the guard; those calls are not checked", repair }];
  const wanted = entriesFor(line);
  const right = wanted.filter(({ event, handler }) =>
    ours.some((one) => one.event === event && canonicalJson(one.handler) === canonicalJson(handler)),
  );
  if (!right.some(({ event }) => event === asking))
    return [{ code: "guard.wrong-line", what: `the entry of the guard is not the one that belongs to \`${line.guard}\``, repair }];
  if (right.length === wanted.length && ours.length === wanted.length) return [];
  return [{ code: "guard.partial", what: "calls are checked, but the guard is not told of all that it should be", repair }];
}

function offFindings(settings: Members | undefined): readonly Finding[] {
  if (settings?.["hooksDisabled"] !== true) return [];
  return [
    { code: "hooks.disabled", what: "`hooksDisabled` is true; no hook runs, so no call is checked", repair: "remove `hooksDisabled`" },
  ];
}

function neighbourFindings(settings: Members): readonly Finding[] {
  const others = handlersIn(settings).filter(({ event, handler }) => event === asking && !isOurs(handler));
  if (others.length === 0) return [];
  const what = `${others.length === 1 ? "another hook is" : `${others.length} other hooks are`} asked before a call, too; one that rewrites the call does so after the guard has judged it`;
  return [{ code: "hooks.foreign", what, repair: "look at what they answer: none may give `updatedInput`", weight: "note" }];
}

function examineProject(text: string, path: string): readonly Finding[] {
  const settings = membersIn(path.endsWith("/hooks.json") ? asSettings(text) : text);
  return settings === undefined ? [] : [...offFindings(settings), ...neighbourFindings(settings)];
}

function hookLine(files: readonly SettingsFile[]): HookLine | undefined {
  const settings = membersIn(settingsIn(files));
  const standing =
    settings === undefined ? undefined : handlersIn(settings).find(({ event, handler }) => event === asking && isOurs(handler));
  const command = isMembers(standing?.handler) ? standing.handler["command"] : undefined;
  return typeof command === "string" ? { program: "/bin/sh", args: ["-c", command] } : undefined;
}
