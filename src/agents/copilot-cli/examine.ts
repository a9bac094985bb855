/** What keeps the guard from running under these hooks and settings, as far as their text can tell. */
import { isMembers, type Members } from "../../base/read.ts";
import type { Finding, GuardLine, SettingsFile, Variable } from "../installer.ts";
import { readDocument } from "../json-text.ts";
import { textOf } from "../settings-files.ts";
import { askingHandler, firstFailClosed, isFileFor } from "./entry.ts";
import { isAtLeast } from "../is-at-least.ts";

const install = "sheepdog init";

export function examine(files: readonly SettingsFile[], line: GuardLine): readonly Finding[] {
  return [...fileFindings(textOf(files, "hooks"), line), ...settingsFindings(textOf(files, "settings") ?? ""), ...clientFindings(line)];
}

/** They count where the folder is trusted, and then for the hooks of the user, too. Text that cannot be read is passed over by the client. */
export function examineProject(text: string): readonly Finding[] {
  const settings = membersOf(text);
  return settings === undefined ? [] : [...disabledFindings(settings), ...neighbourFindings(settings)];
}

export function examineVariables(variable: Variable): readonly Finding[] {
  const trusts = variable("COPILOT_ALLOW_ALL") === "true";
  const what =
    "`COPILOT_ALLOW_ALL` is `true`; every folder counts as trusted, and settings of a trusted repository can switch all hooks off";
  const elsewhere = variable("COPILOT_CLI_DIST_DIR") || undefined;
  const code = `\`COPILOT_CLI_DIST_DIR\` is \`${elsewhere}\`; the client is taken from there, whatever it does with hooks`;
  return [
    ...(trusts ? [{ code: "variable.trust", what, repair: "unset COPILOT_ALLOW_ALL" }] : []),
    ...(elsewhere === undefined ? [] : [{ code: "variable.client", what: code, repair: "unset COPILOT_CLI_DIST_DIR" }]),
  ];
}

export function examineWords(words: readonly string[]): readonly Finding[] {
  if (!words.includes("--trust-folder")) return [];
  const what = "`--trust-folder` on the command line: settings of the repository count with it, and they can switch all hooks off";
  return [{ code: "words.trust", what, repair: "start it without `--trust-folder`" }];
}

function membersOf(text: string): Members | undefined {
  const read = readDocument(text);
  return read.ok && isMembers(read.value) ? read.value : undefined;
}

function fileFindings(text: string | null, line: GuardLine): readonly Finding[] {
  if (text === null || text.trim() === "")
    return [{ code: "guard.missing", what: "the guard is not among these hooks; no call is checked", repair: install }];
  const file = membersOf(text);
  if (file === undefined || text.startsWith("\uFEFF"))
    return [
      {
        code: "settings.rejected",
        what: "the file of the guard is not JSON; the client passes it over, so no call is checked",
        repair: install,
      },
    ];
  if (isFileFor(file, line)) return [];
  const asked = askingHandler(file) !== undefined;
  const what = asked
    ? `the file of the guard is not the one that belongs to \`${line.guard}\` and client ${line.clientVersion}; it may not run, or not block when it fails`
    : "the guard does not stand in its own file; no call is checked";
  return [{ code: asked ? "guard.wrong-line" : "guard.missing", what, repair: install }];
}

/** The client says of `disableAllHooks` in the user's settings that it counts. It was not seen to, and no later version need stay so. */
function settingsFindings(text: string): readonly Finding[] {
  const settings = membersOf(text);
  if (settings === undefined) return [];
  const some = settings["disabledHooks"];
  const what = "`disabledHooks` names hooks that do not run, by hashes that say nothing of which; the guard may be one of them";
  const named = Array.isArray(some) && some.length > 0 ? [{ code: "hooks.disabled", what, repair: "remove `disabledHooks`" }] : [];
  return [...disabledFindings(settings), ...named, ...neighbourFindings(settings)];
}

function disabledFindings(settings: Members): readonly Finding[] {
  if (settings["disableAllHooks"] !== true) return [];
  const what = "`disableAllHooks` is true; no hook runs, so no call is checked";
  return [{ code: "hooks.disabled", what, repair: "remove `disableAllHooks`" }];
}

function neighbourFindings(settings: Members): readonly Finding[] {
  const hooks = isMembers(settings["hooks"]) ? settings["hooks"] : {};
  if (hooks["preToolUse"] === undefined && hooks["PreToolUse"] === undefined) return [];
  const what = "other hooks are asked before a call, too; one that rewrites the call does so after the guard has judged it";
  return [{ code: "hooks.foreign", what, repair: "look at what they answer: none may give `modifiedArgs`", weight: "note" }];
}

function clientFindings({ clientVersion }: GuardLine): readonly Finding[] {
  if (isAtLeast(clientVersion, firstFailClosed)) return [];
  const what = `client ${clientVersion} lets a call through when a hook fails; ${firstFailClosed.join(".")} and newer block it`;
  return [{ code: "client.old", what, repair: "copilot update" }];
}
