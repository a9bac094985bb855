/** A breaker that outlives its process: kept in a file, moved under a lock, and open wherever that cannot be done. */
import { readFileSync } from "node:fs";
import { uptime } from "node:os";
import { fail, done, type Result } from "../../base/result.ts";
import {
  admit,
  type Admission,
  type Breaker,
  breakerIn,
  type BreakerRule,
  breakerText,
  closedBreaker,
  forced,
  type Moment,
  type Pass,
  report,
  waitMs,
} from "../../proof/breaker/breaker.ts";
import { nodeCrypto } from "./crypto.ts";
import { exclusively } from "./exclusively.ts";
import { dropOldDrafts, readOwnFile, replaceOwnFile } from "./own-files.ts";

export type BreakerFile = { readonly folder: string; readonly name: string; readonly rule: BreakerRule; readonly moment?: () => Moment };

/** What goes wrong in it, or comes back as a fault, counts as a failure. What was refused was never begun. */
export async function throughBreaker<T>(file: BreakerFile, work: () => Promise<Result<T>>): Promise<Result<T>> {
  const admitted = moveBreaker(file, (breaker, at) => admit(breaker, file.rule, at));
  if (!admitted.ok) return admitted;
  const { pass, breaker } = admitted.value;
  if (pass === undefined) return fail(refusedBy(file, breaker));
  try {
    const result = await work();
    const told = tell(file, pass, result.ok ? "success" : "failure");
    // A success that nobody could be told of would leave the breaker as if there had been none: that is the safe side, and no fault of the work.
    return told.ok || result.ok ? result : told;
  } catch (error) {
    tell(file, pass, "failure");
    throw error;
  }
}

function tell(file: BreakerFile, pass: Pass, outcome: "success" | "failure"): Result<Admission> {
  return moveBreaker(file, (breaker, at) => ({ breaker: report(breaker, { pass, outcome, rule: file.rule }, at), pass }));
}

/** By hand; the one way to close a breaker whose file is damaged. */
export function forceBreaker(file: BreakerFile, to: "open" | "closed"): Result<Breaker> {
  const at = (file.moment ?? momentNow)();
  return exclusively(lockOf(file), () => {
    const before = readBreaker(file);
    const next = forced(before.ok ? before.value : closedBreaker(at), to, at);
    const written = write(file, next);
    return written.ok ? done(next) : written;
  });
}

export function readBreaker(file: BreakerFile): Result<Breaker> {
  const bytes = readOwnFile(pathOf(file));
  if (!bytes.ok) return bytes;
  if (bytes.value === null) return done(closedBreaker((file.moment ?? momentNow)()));
  return breakerIn(new TextDecoder().decode(bytes.value), nodeCrypto.sha256);
}

function moveBreaker(file: BreakerFile, step: (breaker: Breaker, at: Moment) => Admission): Result<Admission> {
  return exclusively(lockOf(file), () => {
    const before = readBreaker(file);
    if (!before.ok) return before;
    const next = step(before.value, (file.moment ?? momentNow)());
    const written = write(file, next.breaker);
    return written.ok ? done(next) : written;
  });
}

function write(file: BreakerFile, breaker: Breaker): Result<void> {
  dropOldDrafts(file.folder);
  return replaceOwnFile(pathOf(file), new TextEncoder().encode(breakerText(breaker, nodeCrypto.sha256)));
}

function pathOf({ folder, name }: BreakerFile): string {
  return `${folder}/${name}`;
}

/** One lock for all breakers of a folder: what is done under it takes no time. */
function lockOf({ folder }: BreakerFile): string {
  return `${folder}/lock`;
}

function refusedBy(
  { name, rule, moment = momentNow }: BreakerFile,
  breaker: Breaker,
): { readonly code: string; readonly what: string; readonly follows: string; readonly todo: string } {
  const seconds = Math.ceil(waitMs(breaker, rule, moment()) / 1_000);
  return {
    code: "breaker.open",
    what: `\`${name}\` failed too often`,
    follows: "it was not asked, and no answer is a no",
    todo: seconds === 0 ? "wait for the tries that are under way" : `try again in ${seconds} s, or find out why it fails`,
  };
}

export function momentNow(): Moment {
  return { boot: bootId(), sinceBootMs: Math.round(uptime() * 1_000), wall: Date.now() };
}

/** Without one, every moment is of the same start, and a machine that starts anew has a shorter time behind it: then nothing has elapsed yet. */
function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    // Another system than Linux.
    return "unknown";
  }
}
