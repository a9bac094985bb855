/** The file by which GitHub Copilot CLI calls the guard: ours alone, so it is written whole and known whole. */
import { canonicalJson, type Json } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import type { GuardLine } from "../installer.ts";
import { hookWords, isShellLine, isTellingLine, rootWords, shellLine, tellingLine } from "../shell-line.ts";
import { product } from "./product.ts";
import { isAtLeast } from "../is-at-least.ts";

/** The one event that every call waits for. */
const asking = "preToolUse";

/** What the guard is told of besides. */
const telling = ["sessionStart", "postToolUse", "postToolUseFailure", "agentStop"] as const;

/** The first version that was seen to start a hook without a shell. */
const firstWithoutShell = [1, 0, 102] as const;

/** Up to this version a hook that fails lets the call through. */
export const firstFailClosed = [1, 0, 57] as const;

/**
 * Seconds, a day: a hook that takes longer is passed over and the call runs, whatever else is set. The guard ends long before by itself;
 * this is only reached when somebody has stopped it, and then the call waits with it.
 */
const askingTimeout = 86_400;
const tellingTimeout = 30;

/**
 * What bash would read, run or load before our line. In its POSIX mode no exported function can take the place of `exit`.
 * The form without a shell needs none of it: the guard is one static program.
 */
const blanks: Members = {
  BASH_ENV: "",
  BASHOPTS: "",
  DYLD_INSERT_LIBRARIES: "",
  DYLD_LIBRARY_PATH: "",
  ENV: "",
  LD_AUDIT: "",
  LD_LIBRARY_PATH: "",
  LD_PRELOAD: "",
  POSIXLY_CORRECT: "1",
  SHELLOPTS: "",
};

export function fileFor(line: GuardLine): Members {
  const told = telling.map((event) => [event, [handlerFor(line, tellingLine)]] as const);
  return { version: 1, hooks: Object.fromEntries([[asking, [handlerFor(line, shellLine)]], ...told]) };
}

/** No matcher, so that tools of tomorrow are covered. */
function handlerFor(line: GuardLine, inShell: typeof shellLine): Members {
  const timeoutSec = inShell === shellLine ? askingTimeout : tellingTimeout;
  if (isAtLeast(line.clientVersion, firstWithoutShell))
    return { type: "command", exec: line.guard, args: [...hookWords(product.name), ...rootWords(line)], timeoutSec };
  return { type: "command", bash: inShell(product.name, line), env: blanks, timeoutSec };
}

export function isFileFor(file: Json, line: GuardLine): boolean {
  return canonicalJson(file) === canonicalJson(fileFor(line));
}

/** Whether somebody else wrote into the file that we take for ours. */
export function holdsForeign(file: Json): boolean {
  if (!isMembers(file) || !isMembers(file["hooks"])) return true;
  const handlers = Object.values(file["hooks"]).flatMap((list) => (Array.isArray(list) ? (list as readonly Json[]) : [list]));
  return handlers.some((handler) => !isOurs(handler));
}

function isOurs(handler: Json): boolean {
  if (!isMembers(handler)) return false;
  const { exec, args, bash } = handler;
  if (typeof exec === "string") return Array.isArray(args) && hookWords(product.name).every((word, position) => args[position] === word);
  return typeof bash === "string" && (isShellLine(product.name, bash) || isTellingLine(product.name, bash));
}

export function askingHandler(file: Json): Members | undefined {
  const hooks = isMembers(file) ? file["hooks"] : undefined;
  const list = isMembers(hooks) ? hooks[asking] : undefined;
  const [first] = Array.isArray(list) ? (list as readonly Json[]) : [];
  return isMembers(first) && isOurs(first) ? first : undefined;
}
