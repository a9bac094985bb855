/** What Codex CLI takes as hooks: one entry that it does not take voids the whole file, ours with it. */
import type { Json } from "../../base/json.ts";
import { isMembers, list, maybe, type Members, object, type Reader, tagged, text, truth } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { readDocument } from "../json-text.ts";
import { product } from "./product.ts";

/** The hooks as a value, or why the client would turn them down. */
export function readSettings(file: string): Result<Members> {
  if (file.startsWith("\uFEFF")) return rejected("it begins with a byte order mark");
  const document = readDocument(file);
  if (!document.ok) return rejected(document.fault.what);
  if (!isMembers(document.value)) return rejected("it is not an object");
  const flaw = flawIn(document.value, file);
  return flaw === undefined ? done(document.value) : rejected(flaw);
}

function rejected(why: string): Result<never> {
  return fail({
    code: "settings.rejected",
    what: `${product.title} would reject these hooks: ${why}`,
    follows: "then none of them runs, so the guard would not either",
    todo: "mend or remove that entry, then run `sheepdog init`",
  });
}

const whole: Reader<number> = (value, at) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0
    ? done(value)
    : fail({ code: "read.shape", what: `\`${at}\` is not a whole number of seconds` });

const common = { timeout: maybe(whole), statusMessage: maybe(text) };

const handler = tagged<unknown>("type", {
  command: object({ ...common, command: text, commandWindows: maybe(text), async: maybe(truth) }),
  mcp_tool: object({ ...common, server: text, tool: text }),
  // The client passes over these two with a word, whatever is in them.
  prompt: object({}),
  agent: object({}),
});

const group = object({ matcher: maybe(text), hooks: maybe(list(handler)) });

const groups = list(group);

const members = new Set(["description", "hooks"]);

function flawIn(settings: Members, file: string): string | undefined {
  const odd = Object.keys(settings).find((name) => !members.has(name));
  if (odd !== undefined) return `it has the member \`${odd}\`, which is not known there`;
  if (twice(file)) return "a member stands in it twice";
  const { hooks, description } = settings;
  if (description !== undefined && typeof description !== "string") return "`description` is not a text";
  if (hooks === undefined) return undefined;
  if (!isMembers(hooks)) return "`hooks` is not an object";
  const flaws = Object.entries(hooks).filter(([event]) => knownEvents.has(event));
  return flaws.map(([event, value]) => flawInEvent(event, value)).find((flaw) => flaw !== undefined);
}

function flawInEvent(event: string, value: Json): string | undefined {
  const read = groups(value, `hooks.${event}`);
  return read.ok ? undefined : read.fault.what;
}

/** A strict reader keeps the last of two; the client keeps none. */
function twice(file: string): boolean {
  return [...file.matchAll(/"hooks"\s*:\s*[{n]/g)].length > 1;
}

const knownEvents: ReadonlySet<string> = new Set([
  "PreToolUse",
  "PermissionRequest",
  "PostToolUse",
  "PreCompact",
  "PostCompact",
  "UserPromptSubmit",
  "SessionStart",
  "SessionEnd",
  "SubagentStart",
  "SubagentStop",
  "Stop",
  "Interrupt",
]);
