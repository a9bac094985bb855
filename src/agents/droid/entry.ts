/** The lines by which Factory Droid calls the guard, and how to tell ours from everybody else's. */
import type { Json } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { GuardLine } from "../installer.ts";
import type { Entry } from "../nested-hooks.ts";
import { isShellLine, isTellingLine, shellLine, tellingLine } from "../shell-line.ts";
import { product } from "./product.ts";

/** The one event that every call waits for. */
export const asking = "PreToolUse";

const telling = ["SessionStart", "PostToolUse", "Stop"] as const;

/**
 * Seconds, a day: it is not documented that a hook which takes longer blocks, so it is taken to let the call through. The guard ends long
 * before by itself; this is only reached when somebody has stopped it, and then the call waits with it.
 */
const askingTimeout = 86_400;
const tellingTimeout = 30;

export function entriesFor(line: GuardLine): readonly Entry[] {
  const told = telling.map((event) => ({ event, handler: handler(tellingLine(product.name, line), tellingTimeout) }));
  return [{ event: asking, handler: handler(shellLine(product.name, line), askingTimeout) }, ...told];
}

function handler(command: string, timeout: number): Members {
  return { type: "command", command, timeout };
}

export function isOurs(entry: Json | undefined): boolean {
  if (!isMembers(entry) || typeof entry["command"] !== "string") return false;
  return isShellLine(product.name, entry["command"]) || isTellingLine(product.name, entry["command"]);
}
