/** What Claude Code takes as settings: one entry that it does not take voids the whole file, ours with it. */
import type { Json } from "../../base/json.ts";
import { anything, exactly, isMembers, list, maybe, type Members, object, type Reader, tagged, text, truth } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { readDocument } from "../json-text.ts";
import { isAtLeast } from "../is-at-least.ts";
import { product } from "./product.ts";

/** The settings as a value, or why the client would turn them down. */
export function readSettings(file: string, clientVersion: string): Result<Members> {
  const document = readDocument(file);
  if (!document.ok) return rejected(document.fault.what);
  if (!isMembers(document.value)) return rejected("the settings are not an object");
  const flaw = flawIn(document.value, clientVersion);
  return flaw === undefined ? done(document.value) : rejected(flaw);
}

function rejected(why: string): Result<never> {
  return fail({
    code: "settings.rejected",
    what: `${product.title} would reject these settings: ${why}`,
    follows: "then no hook in them runs, so the guard would not either",
    todo: "mend or remove that entry, then run `sheepdog init`",
  });
}

const positive: Reader<number> = (value, at) =>
  typeof value === "number" && value > 0 ? done(value) : fail({ code: "read.shape", what: `\`${at}\` is not a number of seconds above 0` });

const address: Reader<string> = (value, at) =>
  typeof value === "string" && /^[a-z][a-z0-9+.-]*:\/\/[^/\s]/i.test(value)
    ? done(value)
    : fail({ code: "read.shape", what: `\`${at}\` is not a URL` });

const truths = maybe(truth);
const texts = maybe(text);
const textMap: Reader<Members> = (value, at) => {
  if (!isMembers(value)) return fail({ code: "read.shape", what: `\`${at}\` is not an object` });
  const odd = Object.entries(value).find(([, one]) => typeof one !== "string");
  return odd === undefined ? done(value) : fail({ code: "read.shape", what: `\`${at}.${odd[0]}\` is not a text` });
};

const common = { if: texts, timeout: maybe(positive), statusMessage: texts, once: truths };
const failing = { onFailure: maybe(exactly("continue", "block")) };

const handler = tagged<unknown>("type", {
  command: object({
    ...common,
    ...failing,
    command: text,
    args: maybe(list(text)),
    shell: maybe(exactly("bash", "powershell")),
    async: truths,
    asyncRewake: truths,
  }),
  http: object({ ...common, ...failing, url: address, headers: maybe(textMap), allowedEnvVars: maybe(list(text)) }),
  mcp_tool: object({ ...common, ...failing, server: text, tool: text, input: maybe(object({})) }),
  prompt: object({ ...common, prompt: text, model: texts, continueOnBlock: truths }),
  agent: object({ ...common, prompt: text, model: texts }),
});

const groups = list(object({ matcher: texts, hooks: list(handler) }));

const around = object({
  disableAllHooks: truths,
  env: maybe(object({})),
  permissions: maybe(
    object({
      allow: maybe(list(anything)),
      ask: maybe(list(anything)),
      deny: maybe(list(anything)),
      additionalDirectories: maybe(list(text)),
    }),
  ),
});

/** From here on a bad entry under another event is dropped alone. */
const dropsForeignEvents = [2, 1, 330] as const;

function flawIn(settings: Members, clientVersion: string): string | undefined {
  const read = around(settings, "settings");
  if (!read.ok) return read.fault.what;
  const hooks = settings["hooks"];
  if (hooks === undefined) return undefined;
  if (!isMembers(hooks)) return "`settings.hooks` is not an object";
  const judged = isAtLeast(clientVersion, dropsForeignEvents) ? ["PreToolUse"] : Object.keys(hooks).filter((name) => knownEvents.has(name));
  for (const event of judged) {
    const flaw = flawInEvent(hooks[event], event);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

/** An event that holds no list is passed over by the client; in ours there would be no room for the guard. */
function flawInEvent(value: Json | undefined, event: string): string | undefined {
  if (value === undefined || (!Array.isArray(value) && event !== "PreToolUse")) return undefined;
  const read = groups(value, `settings.hooks.${event}`);
  return read.ok ? undefined : read.fault.what;
}

const knownEvents: ReadonlySet<string> = new Set([
  "PreToolUse",
  "PermissionRequest",
  "PermissionDenied",
  "PostToolUse",
  "PostToolUseFailure",
  "PostToolBatch",
  "UserPromptSubmit",
  "UserPromptExpansion",
  "SessionStart",
  "Setup",
  "SessionEnd",
  "Stop",
  "StopFailure",
  "SubagentStart",
  "SubagentStop",
  "PreCompact",
  "PostCompact",
  "PreModelSwitch",
  "PostModelSwitch",
  "Notification",
  "MessageDisplay",
  "TeammateIdle",
  "TaskCreated",
  "TaskCompleted",
  "ConfigChange",
  "InstructionsLoaded",
  "CwdChanged",
  "FileChanged",
  "DirectoryAdded",
  "WorktreeCreate",
  "WorktreeRemove",
  "Elicitation",
  "ElicitationResult",
]);
