/** The lines by which Gemini CLI calls the guard, and how to tell ours from everybody else's. */
import type { Json } from "../../base/json.ts";
import { isMembers, type Members } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { GuardLine } from "../installer.ts";
import { type Entry, handlersIn, type Standing } from "../nested-hooks.ts";
import { refusalBegins } from "./answer.ts";
import { product } from "./product.ts";

/**
 * Milliseconds, a day: a hook that takes longer is passed over and the call runs. The guard ends long before by itself, so this is only
 * reached when somebody has stopped it, and then the call waits with it.
 */
const timeout = 86_400_000;

/** The one event that every call waits for. */
export const asking = "BeforeTool";

/** Its words reach the model. */
const beginning = "SessionStart";

/** What the guard is told of besides. An answer here would hide what a tool brought, or make the agent go on. */
const telling = ["AfterTool", "AfterAgent"] as const;

/**
 * The client starts our line with `bash -c` and what it finds in `.env` files of a trusted project; these would decide which bash that
 * is and what it does first. Below the second level bash takes its socket for a login from afar and runs `~/.bashrc`.
 */
const env: Members = {
  PATH: "/usr/bin:/bin",
  SHLVL: "1",
  POSIXLY_CORRECT: "1",
  BASH_ENV: "",
  ENV: "",
  LD_AUDIT: "",
  LD_LIBRARY_PATH: "",
  LD_PRELOAD: "",
  DYLD_INSERT_LIBRARIES: "",
  DYLD_LIBRARY_PATH: "",
};

const lastResort = "echo 'sheepdog: guard unavailable' >&2";

/**
 * Only a guard that ends well and says nothing lets a call through. What it refuses is handed on if it is a refusal to the letter;
 * everything else is said on stderr alone, which the client takes as a refusal, too. No variable stands in the line: the client would
 * put values of its environment in their places.
 */
const verdictOf = `case "$*" in 0) exit 0;; '${refusalBegins}'*2) printf %s "\${*%2}";; *) ${lastResort};; esac; exit 2`;
const passedOver = "|| exit 0";

/** The client can be told to leave a hook out by its name, also by a project; so it has one that no project can foresee. */
export function entriesFor(line: GuardLine, name: string): readonly Entry[] {
  const call = guardCall(line);
  const entry = (event: string, command: string): Entry => ({ event, handler: { type: "command", name, command, timeout, env } });
  return [
    entry(asking, `set -- "$([ -s ${quoted(line.guard)} ] && ${call}; echo "$?")"; ${verdictOf}`),
    entry(beginning, `${call} ${passedOver}`),
    ...telling.map((event) => entry(event, `${call} >/dev/null 2>&1 ${passedOver}`)),
  ];
}

function guardCall({ guard, root }: GuardLine): string {
  return `${quoted(guard)} ${hookWords}${root === null ? "" : ` --root ${quoted(root)}`}`;
}

const hookWords = `hook ${product.name}`;

/** A dollar sign is refused: the client puts values of its environment in the place of `$NAME` and `${NAME}` before the shell sees them. */
export function checkLine(line: GuardLine): Result<GuardLine> {
  for (const path of [line.guard, ...(line.root === null ? [] : [line.root])]) {
    const flaw = flawOf(path);
    if (flaw !== undefined)
      return fail({ code: "guard.path", what: `the guard cannot be called as \`${path}\`: ${flaw}`, todo: "choose another folder" });
  }
  return done(line);
}

function flawOf(path: string): string | undefined {
  if (!path.startsWith("/")) return "the path is not absolute";
  if (path.includes("$")) return "the client would replace what stands behind `$`";
  return /[\x00-\x1f\x7f]/.test(path) ? "the path has a control character" : undefined;
}

export function isOurs(handler: Json | undefined): boolean {
  if (!isMembers(handler) || handler["type"] !== "command" || typeof handler["command"] !== "string") return false;
  const { command } = handler;
  return command.includes(` ${hookWords}`) && (command.endsWith(verdictOf) || command.endsWith(passedOver));
}

export function oursIn(settings: Members): readonly Standing[] {
  return handlersIn(settings).filter(({ handler }) => isOurs(handler));
}

/** The name that our entries stand under in these settings, if they all stand under one. */
export function nameIn(settings: Members): string | undefined {
  const [name, ...others] = new Set(oursIn(settings).map(({ handler }) => (isMembers(handler) ? handler["name"] : undefined)));
  return others.length === 0 && typeof name === "string" && namePattern.test(name) ? name : undefined;
}

const namePattern = /^sheepdog [0-9a-f]{32}$/;

/** Never without chance: a name that can be worked out can be switched off. */
export function newName({ unforeseen }: GuardLine): Result<string> {
  const name = `sheepdog ${unforeseen ?? ""}`;
  return namePattern.test(name) ? done(name) : fail({ code: "guard.name", what: "there is no chance to name the guard's entry by" });
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
