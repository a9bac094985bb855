/** Which daemon stands for a root: it writes down where it listens and which process it is, for this user's eyes alone. */
import { canonicalJson, readJson } from "../../base/json.ts";
import { exactly, object, text } from "../../base/read.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { readOwnFile, removeFile, replaceOwnFile } from "../../hosts/node/node.ts";
import type { Root } from "../install/root.ts";
import { ensureOwnRoot } from "../state/own-root.ts";
import { daemonFiles } from "./places.ts";

const standingVersion = 1;

export type Standing = {
  /** The socket of its HTTP door. */
  readonly control: string;
  /** Of the process: its id with boot and start time, so that a later one with the same id is not taken for it. */
  readonly process: string;
  readonly engine: string;
};

const shape = object({ version: exactly(standingVersion), control: text, process: text, engine: text });

export const absent = {
  code: "daemon.absent",
  what: "no daemon runs for this user",
  follows: "the guard decides without it; what only a daemon does is not done",
  todo: "start it with `sheepdog up`",
};

export function standingDaemon(root: Root): Result<Standing> {
  const { standing } = daemonFiles(root);
  const bytes = readOwnFile(standing);
  if (!bytes.ok) return bytes;
  if (bytes.value === null) return fail(absent);
  const json = readJson(new TextDecoder().decode(bytes.value));
  const read = json.ok ? shape(json.value, standing) : json;
  return read.ok
    ? done(read.value)
    : fail({ ...absent, what: `\`${standing}\` is not what a daemon of this release writes: ${read.fault.what}` });
}

export function writeStanding(root: Root, standing: Standing): Result<void> {
  const files = daemonFiles(root);
  const folder = ensureOwnRoot(root, files.folder);
  if (!folder.ok) return folder;
  return replaceOwnFile(files.standing, new TextEncoder().encode(`${canonicalJson({ version: standingVersion, ...standing })}\n`));
}

export function dropStanding(root: Root): Result<void> {
  return removeFile(daemonFiles(root).standing);
}
