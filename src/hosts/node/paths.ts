/** Where a path really leads: every link followed by us, one step at a time, so that no step is taken onto a mount that is not touched. */
import { lstatSync, readlinkSync, type Stats } from "node:fs";
import { type Blindness, seen, type Seen, unseen } from "../../guard/guard.ts";
import { errorCode } from "./fault.ts";

/** A path as its bytes, each byte one character of Latin 1: names need not be UTF-8. */
export type BytePath = string;

/** As many links as the system itself follows. */
export const mostLinks = 40;
const mostLinkBytes = 4096;

export function handed(path: BytePath): Buffer {
  return Buffer.from(path, "latin1");
}

/** What an error of the system says about us seeing. */
export function blindBy(error: unknown): { readonly known: false; readonly why: Blindness } {
  return unseen(blindness[errorCode(error) ?? ""] ?? "odd");
}

const blindness: Readonly<Record<string, Blindness>> = {
  EACCES: "denied",
  EPERM: "denied",
  EMFILE: "bound",
  ENFILE: "bound",
  ENOMEM: "bound",
  EOVERFLOW: "bound",
  EIO: "foreign",
  ESTALE: "foreign",
  ENOTCONN: "foreign",
  EHOSTDOWN: "foreign",
  ETIMEDOUT: "foreign",
};

/** What lies at a path itself; `null`: nothing. */
export function described(path: BytePath): Seen<Stats | null> {
  try {
    return seen(lstatSync(handed(path)));
  } catch (error) {
    return ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "") ? seen(null) : blindBy(error);
  }
}

/** The path without links, `.` and `..`. Below the first part that does not exist, the rest stays as it is written. */
export function resolvedPath(path: BytePath, foreign: ReadonlySet<string>): Seen<BytePath> {
  if (foreign.has("/")) return unseen("foreign");
  const walk: Walk = { done: "", left: path.split("/").toReversed(), links: 0, missingFrom: undefined };
  for (let part = walk.left.pop(); part !== undefined; part = walk.left.pop()) {
    if (part === "" || part === ".") continue;
    const stopped = part === ".." ? back(walk) : forward(walk, part, foreign);
    if (stopped !== undefined) return unseen(stopped);
  }
  return seen(walk.done === "" ? "/" : walk.done);
}

/** A path whose every step but the last may be taken: such questions touch only the last part itself. */
export function touchable(path: BytePath, foreign: ReadonlySet<string>): Seen<BytePath> {
  if (foreign.size === 0) return seen(path);
  const trimmed = path.replace(/\/+$/, "");
  const cut = trimmed.lastIndexOf("/");
  const last = trimmed.slice(cut + 1);
  if (["", ".", ".."].includes(last)) return resolvedPath(path, foreign);
  const folder = resolvedPath(trimmed.slice(0, cut + 1), foreign);
  if (!folder.known) return folder;
  const whole = joined(folder.value, last);
  return foreign.has(whole) ? unseen("foreign") : seen(whole);
}

export function joined(folder: BytePath, name: string): BytePath {
  return folder === "/" ? `/${name}` : `${folder}/${name}`;
}

type Walk = {
  /** What has been walked: parts, each with a slash before it. */
  done: BytePath;
  /** The parts still to go, the next one at the end. */
  readonly left: string[];
  links: number;
  /** How long `done` was before the first part that does not exist. */
  missingFrom: number | undefined;
};

function back(walk: Walk): undefined {
  const cut = Math.max(walk.done.lastIndexOf("/"), 0);
  walk.done = walk.done.slice(0, cut);
  if (walk.missingFrom !== undefined && cut <= walk.missingFrom) walk.missingFrom = undefined;
}

function forward(walk: Walk, name: string, foreign: ReadonlySet<string>): Blindness | undefined {
  const before = walk.done.length;
  walk.done += `/${name}`;
  if (walk.missingFrom !== undefined) return undefined;
  if (foreign.has(walk.done)) return "foreign";
  const entry = described(walk.done);
  if (!entry.known) return entry.why;
  if (entry.value === null) walk.missingFrom = before;
  else if (entry.value.isSymbolicLink()) return follow(walk, before);
  return undefined;
}

function follow(walk: Walk, before: number): Blindness | undefined {
  walk.links += 1;
  if (walk.links > mostLinks) return "odd";
  try {
    const target = readlinkSync(handed(walk.done), { encoding: "buffer" }).toString("latin1");
    if (target === "" || target.length >= mostLinkBytes) return "odd";
    walk.done = target.startsWith("/") ? "" : walk.done.slice(0, before);
    walk.left.push(...target.split("/").toReversed());
    return undefined;
  } catch (error) {
    return blindBy(error).why;
  }
}
