/** What the disk knows of a session: what it was launched as, that it has ended, and the highest fence of its task. */
import { join } from "node:path";
import { type Json, readJson } from "../../../base/json.ts";
import { absolute, exactly, isMembers, list, object, type Reader, text as textIn } from "../../../base/read.ts";
import { done, fail, type Result } from "../../../base/result.ts";
import type { DriverKind, Start } from "../../../fleet/fleet.ts";
import { hashOf } from "../crypto.ts";
import { readTextIfThere, writeTextFile } from "../files.ts";
import { ensurePrivateFolder } from "../folders.ts";

/** Everything that is needed to find the session again and to go on elsewhere; the account's variables are not kept, they may hold a key. */
export type LaunchRecord = {
  readonly order: string;
  readonly session: string;
  readonly task: string;
  readonly fence: number;
  readonly agent: string;
  readonly driver: DriverKind;
  readonly account: string;
  readonly start: Start;
  readonly program: string;
  readonly args: readonly string[];
};

export type SessionFolder = {
  readonly path: string;
  readonly launch: () => Result<LaunchRecord | undefined>;
  readonly keepLaunch: (record: LaunchRecord) => Result<void>;
  readonly isEnded: () => boolean;
  readonly keepEnded: () => Result<void>;
};

function number(value: Json | undefined, at: string): Result<number> {
  return typeof value === "number" ? done(value) : fail({ code: "session.record", what: `\`${at}\` is not a number` });
}

function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return (value, at) => (value === null ? done(null) : reader(value, at));
}

export function sessionFolder(root: string, session: string): Result<SessionFolder> {
  const path = join(root, "sessions", fileNameFor(session));
  const made = ensurePrivateFolder(path);
  if (!made.ok) return made;
  const [launch, ended] = [join(path, launchFile), join(path, "ended")];
  return done({
    path,
    launch: () => recordIn(path),
    keepLaunch: (record) => {
      const start = { ...record.start, account: { ...record.start.account, variables: {} } };
      return writeTextFile(launch, JSON.stringify({ ...record, start }));
    },
    isEnded: () => isKept(ended),
    keepEnded: () => writeTextFile(ended, ""),
  });
}

const launchFile = "launch.json";

/** Our own file, written in one step: it is whole, or not there. */
export function recordIn(folder: string): Result<LaunchRecord | undefined> {
  const text = readTextIfThere(join(folder, launchFile));
  if (!text.ok || text.value === null) return text.ok ? done(undefined) : text;
  const json = readJson(text.value);
  return json.ok ? launchRecord(json.value, "launch") : json;
}

function isKept(path: string): boolean {
  const text = readTextIfThere(path);
  return !text.ok || text.value !== null;
}

const place = object({ folder: absolute, variables: object({}) });
const resume = object({ how: exactly("continue", "fork"), from: textIn });
const start = object({
  conversation: textIn,
  resume: orNull(resume),
  account: place,
  folder: absolute,
  model: orNull(textIn),
  mostMicroUsd: number,
});
const launchRecord = object({
  order: textIn,
  session: textIn,
  task: textIn,
  fence: number,
  agent: textIn,
  driver: exactly("headless", "terminal"),
  account: textIn,
  start,
  program: textIn,
  args: list(textIn),
}) satisfies Reader<LaunchRecord>;

/** Whether this fence may act for the task; a higher one is kept, so that a lower one never may again. A file that cannot be read says no. */
export function admitFence(root: string, task: string, fence: number): Result<boolean> {
  const folder = join(root, "fences");
  const made = ensurePrivateFolder(folder);
  if (!made.ok) return made;
  const path = join(folder, fileNameFor(task));
  const text = readTextIfThere(path);
  if (!text.ok) return text;
  const kept = text.value === null ? undefined : readJson(text.value);
  const highest = kept?.ok === true && isMembers(kept.value) ? Number(kept.value["fence"]) : -1;
  if (kept !== undefined && (!kept.ok || Number.isNaN(highest))) return done(false);
  if (fence < highest) return done(false);
  if (fence === highest) return done(true);
  const written = writeTextFile(path, JSON.stringify({ task, fence }));
  return written.ok ? done(true) : written;
}

/** A name that comes from elsewhere, as the name of a file: itself where that is harmless, else its hash. */
export function fileNameFor(name: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name) ? name : `~${hashOf(Buffer.from(name, "utf8"))}`;
}
