/** The guard into the permissions of Amp, out of them again, and what stands in its way there; all of it by documentation. */
import type { Json } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { membersIn, unproved } from "../documented.ts";
import type { Finding, GuardLine, HookLine, Installer, SettingsFile } from "../installer.ts";
import { readDocument } from "../json-text.ts";
import { withListed, withoutListed } from "../listed-entries.ts";
import { listedFindings } from "../listed-findings.ts";
import { eachFile } from "../settings-files.ts";
import { checkPaths } from "../shell-line.ts";
import { asking, delegateFor, entryFor, isDelegate, keeping } from "./entry.ts";
import { filesAt, projectSettings } from "./places.ts";
import { product } from "./product.ts";

export const ampInstaller: Installer = {
  ...product,
  ...unproved,
  program: "amp",
  files: filesAt,
  install: (files, line) => eachFile(files, (file) => install(file, files, line)),
  uninstall: (files) => eachFile(files, uninstall),
  examine,
  projectSettings,
  examineProject,
  hookLine,
};

function pathOfDelegate(files: readonly SettingsFile[]): string {
  return files.find(({ name }) => name === "delegate")?.path ?? "";
}

function install({ name, path, text }: SettingsFile, files: readonly SettingsFile[], line: GuardLine): Result<string | null> {
  const checked = checkPaths(line);
  if (!checked.ok) return checked;
  if (name === "settings") {
    const read = readDocument(text === null || text.trim() === "" ? "{}" : text);
    if (!read.ok) return fail({ ...read.fault, what: `${product.title} would reject these settings: ${read.fault.what}` });
    return withListed(text, [entryFor(pathOfDelegate(files))], keeping);
  }
  if (text === null || isDelegate(text)) return done(delegateFor(line));
  return fail({ code: "settings.foreign", what: `\`${path}\` is a program of somebody else`, todo: "give it another name" });
}

function uninstall({ name, text }: SettingsFile): Result<string | null> {
  if (text === null) return done(null);
  if (name === "settings") return withoutListed(text, keeping);
  return done(isDelegate(text) ? null : text);
}

function examine(files: readonly SettingsFile[], line: GuardLine): readonly Finding[] {
  const settings = membersIn(files.find(({ name }) => name === "settings")?.text ?? "{}");
  if (settings === undefined)
    return [
      { code: "settings.rejected", what: "the settings are not JSON; no rule in them counts, so no call is checked", repair: "mend them" },
    ];
  const delegate = files.find(({ name }) => name === "delegate");
  const entries = [entryFor(delegate?.path ?? "")];
  const found = listedFindings(settings, { entries, asking: [asking], keeping, line });
  const first = settings[asking];
  const behind = found.length === 0 && Array.isArray(first) && !keeping.isOurs((first as readonly Json[])[0] ?? null);
  const what = "another rule stands before the guard's; calls that it fits are not checked";
  return [
    ...found,
    ...(behind ? [{ code: "guard.narrowed", what, repair: "sheepdog init" }] : []),
    ...(delegate?.text === delegateFor(line) ? [] : [wrongDelegate]),
    ...bypassFindings(settings),
    permissionsMayNotCount,
  ];
}

const wrongDelegate: Finding = {
  code: "guard.wrong-line",
  what: "the program that the rule names is not the one that calls this guard; what it answers is not the guard's answer",
  repair: "sheepdog init",
};

/** Said by others of newer versions, and not tried here. */
const permissionsMayNotCount: Finding = {
  code: "client.unproved",
  what: "newer versions of Amp are said to ask about no call unless a plugin does; that `amp.permissions` counts was not tried here",
  repair: "let the agent try `sheepdog-canary`: it has to be refused",
  weight: "note",
};

function bypassFindings(settings: { readonly [key: string]: Json }): readonly Finding[] {
  if (settings["amp.dangerouslyAllowAll"] !== true) return [];
  const what = "`amp.dangerouslyAllowAll` is true; no rule is asked, so no call is checked";
  return [{ code: "hooks.disabled", what, repair: "remove `amp.dangerouslyAllowAll`" }];
}

function examineProject(text: string): readonly Finding[] {
  const settings = membersIn(text);
  if (settings === undefined) return [];
  const rules = settings[asking] === undefined ? [] : [projectRules];
  return [...bypassFindings(settings), ...rules];
}

const projectRules: Finding = {
  code: "hooks.replaced",
  what: "the project brings rules of its own; they may stand before the guard's or take their place, so calls may not be checked",
  repair: "remove `amp.permissions` from the settings of the project",
};

/** The rule's own program reads the call in Amp's way; the proof hands the guard what that program would make of it. */
function hookLine(files: readonly SettingsFile[]): HookLine | undefined {
  const delegate = files.find(({ name }) => name === "delegate");
  const words = /\| ('.*) hook amp(?: --root ('.*'))?\)$/m.exec(delegate?.text ?? "");
  return words === null ? undefined : { program: "/bin/sh", args: ["-c", words[0].slice(2, -1)] };
}
