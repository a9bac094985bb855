/** The lines by which Codex CLI calls the guard, how to tell ours from everybody else's, and what the client calls each of them. */
import { canonicalJson, type Json } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { GuardLine } from "../installer.ts";
import type { Entry } from "../nested-hooks.ts";
import { isShellLine, isTellingLine, shellLine, tellingLine } from "../shell-line.ts";
import { exchanged } from "./answer.ts";
import { product } from "./product.ts";

/** The one event that every call waits for. */
export const asking = "PreToolUse";

/** What the guard is told of besides. */
const telling = ["SessionStart", "PostToolUse", "Stop"] as const;

/** Seconds. A hook that takes longer is passed over, so there is plenty of room; the guard itself ends long before. */
const timeout = 600;

/** No matcher, so that tools of tomorrow are covered. */
export function entriesFor(line: GuardLine): readonly Entry[] {
  const ask = {
    event: asking,
    handler: { type: "command", command: inPlainShell(`(${shellLine(product.name, line, { exchanged })})${spoken}`), timeout },
  };
  const tell = { type: "command", command: inPlainShell(tellingLine(product.name, line)), timeout };
  return [ask, ...telling.map((event) => ({ event, handler: tell }))];
}

/** The client passes over exit 2 when nobody says why, and a guard may have lost its voice. */
const spoken = " || { echo 'sheepdog: this call was blocked' >&2; exit 2; }";

/** The client takes the person's own shell for hooks, and not every one of them reads our line the same way. */
function inPlainShell(line: string): string {
  return `${before}${line.replaceAll("'", `'\\''`)}'`;
}

const before = "/bin/sh -c '";

export function isOurs(handler: Json | undefined): boolean {
  if (!isMembers(handler) || handler["type"] !== "command" || typeof handler["command"] !== "string") return false;
  const { command } = handler;
  if (!command.startsWith(before) || !command.endsWith("'")) return false;
  const line = command.slice(before.length, -1).replaceAll(`'\\''`, "'");
  const asks = line.endsWith(`)${spoken}`) && isShellLine(product.name, line.slice(0, -spoken.length - 1));
  return asks || isTellingLine(product.name, line);
}

/** Where a handler stands, in the client's words. */
export function trustKey(path: string, at: { readonly event: string; readonly group: number; readonly position: number }): string {
  const event = at.event.replace(/(?<!^)[A-Z]/g, (capital) => `_${capital}`).toLowerCase();
  return `${path}:${event}:${at.group}:${at.position}`;
}

/** What the client keeps of a definition that a person has trusted; any change of it needs trust anew. */
export function trustedHash(entry: Entry, sha256: GuardLine["sha256"]): string {
  const event_name = trustKey("", { event: entry.event, group: 0, position: 0 }).split(":")[1] ?? "";
  const identity: Members = { event_name, hooks: [{ async: false, ...entry.handler }] };
  return `sha256:${sha256(canonicalJson(identity))}`;
}
