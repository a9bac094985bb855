/** What keeps the guard from running under these settings, as far as their text can tell. */
import { canonicalJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { Finding, GuardLine } from "../agent.ts";
import { readDocument } from "../json-text.ts";
import { entryFor, firstFailClosed, oursIn, type Standing } from "./entry.ts";
import { isAtLeast, readSettings } from "./settings.ts";

const install = "sheepdog init";

export function examine(settings: string | null, line: GuardLine): readonly Finding[] {
  if (settings === null || settings.trim() === "") return [missing];
  const read = readSettings(settings, line.clientVersion);
  if (!read.ok)
    return [{ code: "settings.rejected", what: `${read.fault.what}; so no hook in them runs`, repair: "mend or remove that entry" }];
  return [...entryFindings(read.value, line), ...surroundingFindings(read.value), ...clientFindings(line)];
}

/** Settings that cannot be read are dropped by the client; then they take nothing away from the guard in the user's. */
export function examineProject(settings: string): readonly Finding[] {
  const document = readDocument(settings);
  return document.ok && isMembers(document.value) ? surroundingFindings(document.value) : [];
}

const missing: Finding = { code: "guard.missing", what: "the guard is not in these settings; no call is checked", repair: install };

function entryFindings(settings: Members, line: GuardLine): readonly Finding[] {
  const ours = oursIn(settings).filter((standing) => standing.event === "PreToolUse");
  const [first] = ours;
  if (first === undefined) return [missing];
  if (ours.length > 1)
    return [
      { code: "guard.doubled", what: "the guard stands in these settings more than once; each call is checked as often", repair: install },
    ];
  return entryFlaw(first, line);
}

function entryFlaw(standing: Standing, line: GuardLine): readonly Finding[] {
  if (standing.narrowed)
    return [
      { code: "guard.narrowed", what: "a matcher keeps some tools away from the guard; those calls are not checked", repair: install },
    ];
  if (canonicalJson(standing.handler) === canonicalJson(entryFor(line))) return [];
  const what = `the entry of the guard is not the one that belongs to \`${line.guard}\` and client ${line.clientVersion}; it may not run, or not block when it fails`;
  return [{ code: "guard.wrong-line", what, repair: install }];
}

function surroundingFindings(settings: Members): readonly Finding[] {
  const disabled = settings["disableAllHooks"] === true;
  const off = {
    code: "hooks.disabled",
    what: "`disableAllHooks` is true; no hook runs, so no call is checked",
    repair: "remove `disableAllHooks`",
  };
  const env = isMembers(settings["env"]) ? Object.keys(settings["env"]) : [];
  return [...(disabled ? [off] : []), ...env.filter((name) => loaders.has(name)).map(loaderFinding)];
}

/** They decide what a process loads at its start, and the client hands them to every hook. */
const loaders: ReadonlySet<string> = new Set([
  "BASH_ENV",
  "DYLD_INSERT_LIBRARIES",
  "DYLD_LIBRARY_PATH",
  "ENV",
  "LD_AUDIT",
  "LD_LIBRARY_PATH",
  "LD_PRELOAD",
  "NODE_OPTIONS",
  "PATH",
]);

function loaderFinding(name: string): Finding {
  return {
    code: "env.loader",
    what: `\`env\` sets \`${name}\`; it reaches every hook and can replace what the hook starts`,
    repair: `remove \`${name}\` from \`env\``,
  };
}

function clientFindings(line: GuardLine): readonly Finding[] {
  if (isAtLeast(line.clientVersion, firstFailClosed)) return [];
  const what = `client ${line.clientVersion} lets a call through when a hook takes too long; ${firstFailClosed.join(".")} and newer block it`;
  return [{ code: "client.old", what, repair: "claude update" }];
}
