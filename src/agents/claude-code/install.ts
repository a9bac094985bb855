/** The guard into the settings of Claude Code, out of them again, and what stands in its way there. */
import { canonicalJson, type Json, readJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { GuardLine, Installer } from "../agent.ts";
import { placeAt, readDocument, withMember, withoutMember } from "../json-text.ts";
import { canary } from "./canary.ts";
import { checkLine, entryFor, oursIn } from "./entry.ts";
import { examine, examineProject } from "./examine.ts";
import { projectSettings, userSettings } from "./places.ts";
import { product } from "./product.ts";
import { readSettings } from "./settings.ts";

export const claudeCodeInstaller: Installer = {
  ...product,
  program: "claude",
  folders: (home) => [`${home}/.local/bin`, `${home}/.claude/local`],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0],
  settingsFile: userSettings,
  projectSettings,
  install,
  uninstall,
  examine,
  examineProject,
  canary,
};

function install(settings: string | null, line: GuardLine): Result<string> {
  const checked = checkLine(line);
  if (!checked.ok) return checked;
  const entry = entryFor(line);
  if (settings === null || settings.trim() === "")
    return done(`${JSON.stringify({ hooks: { PreToolUse: [{ hooks: [entry] }] } }, undefined, 2)}\n`);
  const read = readSettings(settings, line.clientVersion);
  if (!read.ok) return read;
  if (holdsJust(read.value, entry)) return done(settings);
  const merged = withEntry(withoutOurs(settings), entry);
  const after = readJson(merged.replace(/^\uFEFF/, ""));
  const kept = after.ok && isMembers(after.value) && holdsJust(after.value, entry) && sameOutside(after.value, read.value);
  if (!kept)
    return fail({
      code: "settings.merge",
      what: "the guard could not be put into these settings without changing something else",
      todo: "look for a member that stands in them twice",
    });
  return done(merged);
}

function uninstall(settings: string): Result<string | null> {
  const read = readDocument(settings);
  if (!read.ok)
    return fail({
      ...read.fault,
      follows: "so our entry was not looked for",
      todo: "mend the settings, then run `sheepdog uninstall` again",
    });
  const without = withoutOurs(settings);
  const emptied = without !== settings && placeAt(without, [])?.members.length === 0;
  return done(emptied ? null : without);
}

/** Exactly one entry of ours, for every tool, as it should be. */
function holdsJust(settings: Members, entry: Members): boolean {
  const ours = oursIn(settings);
  const [first] = ours;
  if (first === undefined || ours.length > 1 || first.event !== "PreToolUse" || first.narrowed) return false;
  return canonicalJson(first.handler) === canonicalJson(entry);
}

function withEntry(settings: string, entry: Members): string {
  const group = { hooks: [entry] };
  if (placeAt(settings, ["hooks"]) === undefined) return withMember(settings, [], { key: "hooks", value: { PreToolUse: [group] } });
  if (placeAt(settings, ["hooks", "PreToolUse"]) === undefined)
    return withMember(settings, ["hooks"], { key: "PreToolUse", value: [group] });
  return withMember(settings, ["hooks", "PreToolUse"], { value: group });
}

/** Folders that held nothing but our entry go with it. */
function withoutOurs(settings: string): string {
  const read = readDocument(settings);
  const standing = read.ok && isMembers(read.value) ? oursIn(read.value).at(-1) : undefined;
  if (standing === undefined) return settings;
  const { event, group, position, alone } = standing;
  let text = withoutMember(settings, alone ? ["hooks", event, group] : ["hooks", event, group, "hooks", position]);
  for (const way of [["hooks", event], ["hooks"]]) {
    if (placeAt(text, way)?.members.length === 0) text = withoutMember(text, way);
  }
  return text === settings ? settings : withoutOurs(text);
}

function sameOutside(one: Members, other: Members): boolean {
  return canonicalJson(foreign(one)) === canonicalJson(foreign(other));
}

/** The settings without our entries and without the lists that those leave empty. */
function foreign(settings: Members): Json {
  const read = readJson(withoutOurs(JSON.stringify(settings)));
  const left = read.ok && isMembers(read.value) ? read.value : settings;
  const hooks = isMembers(left["hooks"]) ? Object.entries(left["hooks"]) : [];
  const held = hooks.filter(([, groups]) => !Array.isArray(groups) || groups.length > 0);
  return { ...left, hooks: Object.fromEntries(held) };
}
