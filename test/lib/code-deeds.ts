/** What code would do, as short lines that a test can compare: `delete /x (whole)`. */
import { readCode, type Around, type CodeDeed, type Language } from "../../src/guard/effects/code/code.ts";
import { headOf, literal, type Value } from "../../src/guard/shell/value.ts";

export const around: Around = {
  args: [literal("first"), literal("second")],
  stdin: undefined,
  variable: (name) => (name === "HOME" ? literal("/home/dev") : undefined),
  home: literal("/home/dev"),
  cwd: literal("/home/dev/project"),
};

export function deedsOf(language: Language, code: string, changed: Partial<Around> = {}): readonly string[] {
  return readCode(language, code, { ...around, ...changed }).deeds.map(lineOf);
}

export function unreadOf(language: Language, code: string): readonly string[] {
  return readCode(language, code, around).unread.map((one) => one.what);
}

export function outputOf(language: Language, code: string): string | undefined {
  return readCode(language, code, around).output?.text;
}

function lineOf(deed: CodeDeed): string {
  const maybe = deed.certainty === "possible" ? "perhaps " : "";
  return maybe + words(deed).join(" ");
}

function words(deed: CodeDeed): readonly string[] {
  switch (deed.does) {
    case "shell":
    case "code":
      return [deed.does, shown(deed.text)];
    case "words":
      return ["run", ...deed.words.map(shown)];
    case "file":
      return ["run file", shown(deed.path)];
    case "delete":
      return ["delete", shown(deed.path), ...(deed.whole ? ["(whole)"] : [])];
    case "write":
    case "overwrite":
      return [deed.does, shown(deed.path), ...(deed.flow.from === "download" ? ["from the network"] : [])];
    case "move":
    case "link":
      return [deed.does, shown(deed.from), shown(deed.to)];
    case "read":
      return ["read", shown(deed.path)];
    case "chmod":
      return ["chmod", deed.mode, shown(deed.path), ...(deed.whole ? ["(whole)"] : [])];
    case "network":
      return [deed.method, shown(deed.url), ...(deed.carrying === "nothing" ? [] : [`carrying ${deed.carrying}`])];
    case "kill":
      return ["kill", shown(deed.what)];
    case "data":
      return ["data", shown(deed.statement)];
  }
}

/** What is not known is a question mark behind its certain start, and says where it is from. */
function shown(value: Value): string {
  if (value.known) return value.glob ? `${value.text} (glob)` : value.text;
  return `${headOf(value)}?${value.flow?.from === "download" ? " from the network" : ""}`;
}
