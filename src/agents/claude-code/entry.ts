/** The lines by which Claude Code calls the guard, and how to tell ours from everybody else's. */
import { isMembers, type Members } from "../../base/read.ts";
import { nameOf } from "../../base/path.ts";
import type { Json } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { GuardLine } from "../installer.ts";
import { type Entry, handlersIn, type Standing } from "../nested-hooks.ts";
import { isAtLeast } from "../is-at-least.ts";
import { product } from "./product.ts";

/** Seconds. The guard itself ends long before; this only covers a machine that stands still. */
const timeout = 30;

/** From here on a failing hook can be made to block by the client itself. */
export const firstFailClosed = [2, 1, 295] as const;

/** The one event that every call waits for. */
export const asking = "PreToolUse";

/** What the guard is told of besides. A change of settings waits for its answer, too. */
const telling = ["SessionStart", "ConfigChange", "PostToolUse"] as const;

/** Here a failure would make the agent go on instead of ending, so a guard that fails is passed over. */
const ending = "Stop";

const hook = ["hook", product.name] as const;

const lastResort = "{ echo 'sheepdog: guard unavailable' >&2; exit 2; }";
const passedOver = "exit 0";

export function entriesFor(line: GuardLine): readonly Entry[] {
  const handler = handlerFor(line);
  const told = [asking, ...telling].map((event) => ({ event, handler }));
  return [...told, { event: ending, handler: { type: "command", command: `${shellLine(line)} || ${passedOver}`, timeout } }];
}

/**
 * No matcher, so that tools of tomorrow are covered. Newer clients start the guard without a shell and block when it fails;
 * for older ones a shell turns every failure into exit 2, an empty file too, which a shell would run as a script that ends well.
 * `onFailure` stands in both: a client that is updated later takes it up.
 */
function handlerFor(line: GuardLine): Members {
  if (isAtLeast(line.clientVersion, firstFailClosed)) {
    return { type: "command", command: line.guard, args: [...hook, ...rootWords(line)], timeout, onFailure: "block" };
  }
  return { type: "command", command: `${shellLine(line)} || ${lastResort}`, timeout, onFailure: "block" };
}

function rootWords({ root }: GuardLine): readonly string[] {
  return root === null ? [] : ["--root", root];
}

function shellLine(line: GuardLine): string {
  const guard = quoted(line.guard);
  return `[ -s ${guard} ] && ${[guard, ...hook, ...rootWords(line).map((word, at) => (at === 0 ? word : quoted(word)))].join(" ")}`;
}

/** A path that the client would change before it starts the guard is refused: in `${…}` it puts values of its own. */
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
  if (path.includes("${")) return "the client would replace what stands in `${…}`";
  return /[\x00-\x1f\x7f]/.test(path) ? "the path has a control character" : undefined;
}

export function isOurs(handler: Json | undefined): boolean {
  if (!isMembers(handler) || handler["type"] !== "command" || typeof handler["command"] !== "string") return false;
  const { command, args } = handler;
  if (Array.isArray(args)) return nameOf(command) === "guard" && hook.every((word, position) => args[position] === word);
  return command.includes(` ${hook.join(" ")} `) && [lastResort, passedOver].some((end) => command.endsWith(`|| ${end}`));
}

export function oursIn(settings: Members): readonly Standing[] {
  return handlersIn(settings).filter(({ handler }) => isOurs(handler));
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
