/** What Gemini CLI takes as settings: it does not start with a file that it cannot read, and passes over hooks that it does not know. */
import type { Json } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { readDocument } from "../json-text.ts";
import { product } from "./product.ts";

/** The settings as a value, or why the guard cannot stand in them. */
export function readSettings(file: string): Result<Members> {
  const document = readDocument(file);
  if (!document.ok) return rejected(`${document.fault.what}${/^\s*(\/\/|\/\*)/m.test(file) ? "; comments are not read here" : ""}`);
  if (!isMembers(document.value)) return rejected("they are not an object");
  const flaw = flawIn(document.value);
  return flaw === undefined ? done(document.value) : rejected(flaw);
}

function rejected(why: string): Result<never> {
  return fail({
    code: "settings.rejected",
    what: `the guard cannot stand in these settings of ${product.title}: ${why}`,
    todo: "mend or remove that, then run `sheepdog init`",
  });
}

/** What holds no list is passed over by the client with all that would be put beside it. */
function flawIn({ hooks, hooksConfig }: Members): string | undefined {
  if (hooksConfig !== undefined && !isMembers(hooksConfig)) return "`hooksConfig` is not an object";
  if (hooks === undefined) return undefined;
  if (!isMembers(hooks)) return "`hooks` is not an object";
  const odd = Object.entries(hooks).find(([event, groups]) => eventsOfOurs.has(event) && !Array.isArray(groups));
  return odd === undefined ? undefined : `\`hooks.${odd[0]}\` is not a list`;
}

const eventsOfOurs: ReadonlySet<string> = new Set(["BeforeTool", "SessionStart", "AfterTool", "AfterAgent"]);

/** Whether these settings switch all hooks off, or the ones of these names. The settings of all scopes count together. */
export function switchesOff({ hooks, hooksConfig }: Members, names: readonly string[]): string | undefined {
  if (hooks !== undefined && !isMembers(hooks)) return "`hooks` is not an object, so it takes the place of all others";
  if (!isMembers(hooksConfig)) return undefined;
  if (hooksConfig["enabled"] === false) return "`hooksConfig.enabled` is false";
  const disabled = hooksConfig["disabled"];
  const named = (Array.isArray(disabled) ? (disabled as readonly Json[]) : []).find((one) => names.includes(one as string));
  return named === undefined ? undefined : `\`hooksConfig.disabled\` names \`${String(named)}\``;
}
