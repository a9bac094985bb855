/** The line by which Claude Code calls the guard, and how to tell ours from everybody else's. */
import { isMembers, type Members } from "../../base/read.ts";
import { nameOf } from "../../base/path.ts";
import type { Json } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { GuardLine } from "../agent.ts";
import { product } from "./product.ts";
import { isAtLeast } from "./settings.ts";

/** Seconds. The guard itself ends long before; this only covers a machine that stands still. */
const timeout = 30;

/** From here on a failing hook can be made to block by the client itself. */
export const firstFailClosed = [2, 1, 295] as const;

const hook = ["hook", product.name, "--root"] as const;

const lastResort = "{ echo 'sheepdog: guard unavailable' >&2; exit 2; }";

/**
 * No matcher, so that tools of tomorrow are covered. Newer clients start the guard without a shell and block when it fails;
 * for older ones a shell turns every failure into exit 2, an empty file too, which a shell would run as a script that ends well.
 * `onFailure` stands in both: a client that is updated later takes it up.
 */
export function entryFor(line: GuardLine): Members {
  if (isAtLeast(line.clientVersion, firstFailClosed)) {
    return { type: "command", command: line.guard, args: [...hook, line.root], timeout, onFailure: "block" };
  }
  const guard = quoted(line.guard);
  const command = `[ -s ${guard} ] && ${guard} ${hook.join(" ")} ${quoted(line.root)} || ${lastResort}`;
  return { type: "command", command, timeout, onFailure: "block" };
}

/** A path that the client would change before it starts the guard is refused: in `${…}` it puts values of its own. */
export function checkLine(line: GuardLine): Result<GuardLine> {
  for (const path of [line.guard, line.root]) {
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
  return command.includes(` ${hook.join(" ")} `) && command.endsWith(lastResort);
}

/** Where an entry of ours stands. `alone`: nobody else's handler shares its group. */
export type Standing = {
  readonly event: string;
  readonly group: number;
  readonly position: number;
  readonly handler: Json;
  readonly alone: boolean;
  readonly narrowed: boolean;
};

export function oursIn(settings: Members): readonly Standing[] {
  const hooks = settings["hooks"];
  if (!isMembers(hooks)) return [];
  return Object.entries(hooks).flatMap(([event, groups]) =>
    (Array.isArray(groups) ? (groups as readonly Json[]) : []).flatMap((held, group) => {
      if (!isMembers(held) || !Array.isArray(held["hooks"])) return [];
      const handlers = held["hooks"] as readonly Json[];
      const narrowed = !["", "*", undefined].includes(held["matcher"] as string | undefined);
      const standing = { event, group, alone: handlers.length === 1, narrowed };
      return handlers.flatMap((handler, position) => (isOurs(handler) ? [{ ...standing, position, handler }] : []));
    }),
  );
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
