/** The lines by which Cursor calls the guard, and how to tell ours from everybody else's. */
import type { Json } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import type { GuardLine } from "../installer.ts";
import { hookLists, type Keeping, type Listed } from "../listed-entries.ts";
import { isShellLine, isTellingLine, shellLine, tellingLine } from "../shell-line.ts";
import { exchanged } from "./answer.ts";
import { product } from "./product.ts";

/** Older versions have no event for all tools, and it is not said that this one is for every call; so each call may be asked about twice. */
export const asking = ["preToolUse", "beforeShellExecution", "beforeMCPExecution", "beforeReadFile"] as const;

const telling = ["sessionStart", "postToolUse", "stop"] as const;

/** Seconds. Past it `failClosed` blocks the call; the guard itself ends long before. */
const timeout = 60;

/** An answer without a word about the call. With `failClosed` an empty one might count as a failure; the documentation does not say. */
export const nothingAgainst = "{}";

export function entriesFor(line: GuardLine): readonly Listed[] {
  const asked = asking.map((event) => ({
    way: ["hooks", event],
    entry: { command: shellLine(product.name, line, { yes: nothingAgainst, exchanged }), timeout, failClosed: true },
  }));
  const told = telling.map((event) => ({ way: ["hooks", event], entry: { command: tellingLine(product.name, line), timeout } }));
  return [...asked, ...told];
}

function isOurs(entry: Json): boolean {
  if (!isMembers(entry) || typeof entry["command"] !== "string") return false;
  return isShellLine(product.name, entry["command"]) || isTellingLine(product.name, entry["command"]);
}

export const keeping: Keeping = { isOurs, lists: hookLists, bare: { version: 1 } };
