/** What keeps the guard from running under these settings, as far as their text can tell. */
import { canonicalJson } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { Finding, GuardLine, Variable } from "../installer.ts";
import { readDocument } from "../json-text.ts";
import { handlersIn } from "../nested-hooks.ts";
import { asking, entriesFor, isOurs, nameIn, oursIn } from "./entry.ts";
import { readSettings, switchesOff } from "./settings.ts";

const install = "sheepdog init";

export function examine(settings: string | null, line: GuardLine): readonly Finding[] {
  if (settings === null || settings.trim() === "") return [missing];
  const read = readSettings(settings);
  if (!read.ok) return [{ code: "settings.rejected", what: read.fault.what, repair: "mend or remove that entry" }];
  return [...entryFindings(read.value, line), ...offFindings(read.value), ...neighbourFindings(read.value)];
}

/** They count where the folder is trusted; then they can switch off what stands in the user's settings, and the client says nothing. */
export function examineProject(settings: string): readonly Finding[] {
  const document = readDocument(settings);
  return document.ok && isMembers(document.value) ? offFindings(document.value) : [];
}

export function examineVariables(variable: Variable): readonly Finding[] {
  const path = variable("GEMINI_CLI_SYSTEM_SETTINGS_PATH");
  if (!path) return [];
  const what = `\`GEMINI_CLI_SYSTEM_SETTINGS_PATH\` is \`${path}\`; settings there can switch every hook off, and managed ones are not read`;
  return [{ code: "variable.settings", what, repair: "unset GEMINI_CLI_SYSTEM_SETTINGS_PATH" }];
}

/** No word of its command line takes hooks away. */
export function examineWords(): readonly Finding[] {
  return [];
}

const missing: Finding = { code: "guard.missing", what: "the guard is not in these settings; no call is checked", repair: install };

function entryFindings(settings: Members, line: GuardLine): readonly Finding[] {
  const ours = oursIn(settings);
  const [first, second] = ours.filter(({ event }) => event === asking);
  if (first === undefined) return [missing];
  if (second !== undefined)
    return [
      { code: "guard.doubled", what: "the guard stands in these settings more than once; each call is checked as often", repair: install },
    ];
  if (first.narrowed)
    return [
      { code: "guard.narrowed", what: "a matcher keeps some tools away from the guard; those calls are not checked", repair: install },
    ];
  const name = nameIn(settings);
  const wanted = name === undefined ? [] : entriesFor(line, name);
  const right = wanted.filter(({ event, handler }) =>
    ours.some((one) => one.event === event && canonicalJson(one.handler) === canonicalJson(handler)),
  );
  if (!right.some(({ event }) => event === asking)) {
    const what = `the entry of the guard is not the one that belongs to \`${line.guard}\`; it may not run, or not block when it fails`;
    return [{ code: "guard.wrong-line", what, repair: install }];
  }
  if (right.length === wanted.length && ours.length === wanted.length) return [];
  return [{ code: "guard.partial", what: "calls are checked, but the guard is not told of all that it should be", repair: install }];
}

function offFindings(settings: Members): readonly Finding[] {
  const names = oursIn(settings).flatMap(({ handler }) => (isMembers(handler) ? [handler["name"], handler["command"]] : []));
  const why = switchesOff(
    settings,
    names.filter((name) => typeof name === "string"),
  );
  return why === undefined
    ? []
    : [
        {
          code: "hooks.disabled",
          what: `${why}; the guard does not run, so no call is checked`,
          repair: "take that out of these settings",
        },
      ];
}

/** All hooks of a call start at once, and one of them may exchange what the guard has judged. */
function neighbourFindings(settings: Members): readonly Finding[] {
  const others = handlersIn(settings).filter(({ event, handler }) => event === asking && !isOurs(handler));
  if (others.length === 0) return [];
  const what = `${others.length === 1 ? "another hook is" : `${others.length} other hooks are`} asked before a call, too; one that rewrites the call does so after the guard has judged it`;
  return [{ code: "hooks.foreign", what, repair: "look at what they answer: none may give `tool_input`", weight: "note" }];
}
