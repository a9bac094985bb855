/** What lies at places that are looked after: content by its hash, mode and owner, each file opened once and never followed by its name again. */
import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
} from "node:fs";
import { canonicalJson, readJson } from "../../base/json.ts";
import { isMembers } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { FoundEntry, Place, Sighting, Unseen } from "../../proof/integrity/integrity.ts";
import { errorCode } from "./fault.ts";
import { bytesOf, textOf } from "./names.ts";

const lookBounds = {
  /** More files than agents are steered by. */
  entries: 20_000,
  fileBytes: 256 * 1024 * 1024,
  /** Of all files together: a link may lead to everything that there is. */
  bytes: 1024 * 1024 * 1024,
  folders: 24,
} as const;

type Looking = { readonly found: Map<string, FoundEntry>; readonly unseen: Unseen[]; bytes: number };

/** Past a bound nothing is left out silently: what was not looked at is named. */
export function lookAt(places: readonly Place[]): Sighting {
  const looking: Looking = { found: new Map(), unseen: [], bytes: 0 };
  for (const place of places) {
    if (place.members === undefined) lookAtPath(place.path, 0, looking);
    else lookAtMembers(place.path, place.members, looking);
  }
  return { found: [...looking.found.values()].toSorted((one, other) => (one.path < other.path ? -1 : 1)), unseen: looking.unseen };
}

function lookAtPath(path: string, depth: number, looking: Looking): void {
  if (looking.found.has(path)) return;
  const bytes = bytesOf(path);
  if (bytes === undefined) return unseen(looking, path, "its name is no name of a file");
  if (looking.found.size >= lookBounds.entries) return unseen(looking, path, `there are more than ${lookBounds.entries} files`);
  try {
    const stats = lstatSync(bytes);
    if (stats.isSymbolicLink()) return lookAtLink({ path, bytes, stats }, depth, looking);
    if (stats.isDirectory()) return lookAtFolder({ path, bytes, stats }, depth, looking);
    if (stats.isFile()) return lookAtFile({ path, bytes, stats }, looking);
    const state = { kind: "other", owner: stats.uid, group: stats.gid, what: "neither a file nor a folder" } as const;
    looking.found.set(path, { path, state, changedAt: stats.mtimeMs });
    return undefined;
  } catch (error) {
    return absent(error) ? undefined : unseen(looking, path, reasonOf(error));
  }
}

type Spot = { readonly path: string; readonly bytes: Buffer; readonly stats: Stats };

/** The link, and what it leads to under its own name. */
function lookAtLink({ path, bytes, stats }: Spot, depth: number, looking: Looking): void {
  const target = textOf(readlinkSync(bytes, { encoding: "buffer" }));
  looking.found.set(path, { path, state: { kind: "link", owner: stats.uid, group: stats.gid, target }, changedAt: stats.mtimeMs });
  if (depth >= lookBounds.folders) return unseen(looking, path, "it leads through too many folders and links");
  try {
    return lookAtPath(textOf(realpathSync(bytes, { encoding: "buffer" })), depth + 1, looking);
  } catch (error) {
    return absent(error) ? undefined : unseen(looking, path, reasonOf(error));
  }
}

function lookAtFolder({ path, bytes, stats }: Spot, depth: number, looking: Looking): void {
  looking.found.set(path, {
    path,
    state: { kind: "folder", mode: stats.mode & 0o7777, owner: stats.uid, group: stats.gid },
    changedAt: stats.mtimeMs,
  });
  if (depth >= lookBounds.folders) return unseen(looking, path, `it lies more than ${lookBounds.folders} folders deep`);
  const names = readdirSync(bytes, { encoding: "buffer" }).map(textOf).toSorted();
  for (const name of names) lookAtPath(`${path}/${name}`, depth + 1, looking);
}

/** One descriptor for what it is and what it holds: nothing can be swapped in between. */
function lookAtFile({ path, bytes, stats: before }: Spot, looking: Looking): void {
  if (looking.bytes + before.size > lookBounds.bytes) return unseen(looking, path, `there are more than ${lookBounds.bytes} bytes`);
  const read = readWhole(bytes);
  if (!read.ok) return unseen(looking, path, read.fault.what);
  const { content, stats } = read.value;
  looking.bytes += content.length;
  const sha256 = createHash("sha256").update(content).digest("hex");
  const state = { kind: "file", mode: stats.mode & 0o7777, owner: stats.uid, group: stats.gid, bytes: content.length, sha256 } as const;
  looking.found.set(path, { path, state, changedAt: stats.mtimeMs });
  return undefined;
}

function readWhole(path: Buffer): Result<{ readonly content: Buffer; readonly stats: Stats }> {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return fail({ code: "integrity.swapped", what: "it was swapped for something else while it was looked at" });
    if (stats.size > lookBounds.fileBytes) return fail({ code: "integrity.large", what: `it has more than ${lookBounds.fileBytes} bytes` });
    return done({ content: readFileSync(file), stats });
  } finally {
    closeSync(file);
  }
}

/** A link may lead to it: only what the member holds counts. */
function lookAtMembers(path: string, members: readonly string[], looking: Looking): void {
  try {
    const read = readWhole(realpathSync(Buffer.from(path), { encoding: "buffer" }));
    if (!read.ok) return unseen(looking, path, read.fault.what);
    const { content, stats } = read.value;
    const json = readJson(content.toString("utf8"));
    if (!json.ok || !isMembers(json.value)) return unseen(looking, path, "it is no JSON any more");
    for (const name of members) {
      if (!Object.hasOwn(json.value, name)) continue;
      const sha256 = createHash("sha256")
        .update(canonicalJson(json.value[name] ?? null))
        .digest("hex");
      const state = { kind: "member", mode: stats.mode & 0o7777, owner: stats.uid, group: stats.gid, sha256 } as const;
      looking.found.set(`${path}#${name}`, { path: `${path}#${name}`, state, changedAt: stats.mtimeMs });
    }
    return undefined;
  } catch (error) {
    return absent(error) ? undefined : unseen(looking, path, reasonOf(error));
  }
}

function unseen(looking: Looking, path: string, why: string): undefined {
  looking.unseen.push({ path, why });
}

function absent(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "");
}

function reasonOf(error: unknown): string {
  return errorCode(error) === "EACCES" ? "it is closed to you" : `it could not be read (${errorCode(error) ?? "for no known reason"})`;
}

/** What a path, or a member of a file, holds now; `null`: it is not there, or not to be read. */
export function contentNow(path: string): Uint8Array | null {
  try {
    const cut = path.lastIndexOf("#");
    const whole = bytesOf(path);
    const direct = whole === undefined ? undefined : lstatSync(whole, { throwIfNoEntry: false });
    if (direct !== undefined || cut < 0) {
      const read = whole === undefined || direct?.isFile() !== true ? undefined : readWhole(whole);
      return read?.ok === true ? new Uint8Array(read.value.content) : null;
    }
    const json = readJson(readFileSync(path.slice(0, cut), "utf8"));
    const value = json.ok && isMembers(json.value) ? json.value[path.slice(cut + 1)] : undefined;
    return value === undefined ? null : new TextEncoder().encode(canonicalJson(value));
  } catch {
    // Gone or closed in the meantime: then there is nothing to show.
    return null;
  }
}
