/** Looks again whenever something stirs, and from time to time all the same. What stirred is never believed: the look is what counts. */
import { canonicalJson, type Json } from "../../base/json.ts";
import { folderOf } from "../../base/path.ts";
import { sentenceOf } from "../../base/fault.ts";
import type { Result } from "../../base/result.ts";
import { now, type Surroundings, watchFolders } from "../../hosts/node/node.ts";
import { type Patience, stirred, type Unsettled, waitMs } from "../../proof/integrity/integrity.ts";
import { integrityFiles } from "./integrity-files.ts";
import { type Verified, verifyIntegrity } from "./verification.ts";

const patience: Patience = { quietMs: 250, mostMs: 2_000 };

export type Watch = {
  readonly around: Pick<Surroundings, "home" | "variable">;
  /** What is told differs from what was told before; the first look always is. */
  readonly tell: (seen: Result<Verified>) => void;
  /** How long nothing may stir before it looks all the same. */
  readonly everyMs: number;
  readonly timers: Timers;
};

/** Handed in, so that the daemon has them under one roof. */
export type Timers = { readonly start: (then: () => void, afterMs: number) => unknown; readonly stop: (timer: unknown) => void };

/** Until it is closed. */
export function watchIntegrity({ around, tell, everyMs, timers }: Watch): { readonly close: () => void } {
  let unsettled: Unsettled = null;
  let timer: unknown;
  let told = "";
  const folders = watchFolders((name) => {
    // What a look itself writes in our own folder would ring for ever.
    if (name !== null && ownTraces.test(name)) return;
    unsettled = stirred(unsettled, now());
    again();
  });
  const look = (): void => {
    unsettled = null;
    const seen = verifyIntegrity(around);
    folders.aim([integrityFiles(around).folder, ...pathsOf(seen)]);
    const text = summaryOf(seen);
    if (text !== told) tell(seen);
    told = text;
    again();
  };
  const again = (): void => {
    timers.stop(timer);
    timer = timers.start(look, waitMs(unsettled, now(), patience) ?? everyMs);
  };
  look();
  return {
    close: () => {
      timers.stop(timer);
      folders.close();
    },
  };
}

const ownTraces = /^lock(?:-journal)?$|\.draft$/;

/** Every place, and every folder in which something was signed. */
function pathsOf(seen: Result<Verified>): readonly string[] {
  if (!seen.ok || seen.value.verification.is === "void") return [];
  const { places, entries } = seen.value.verification.manifest;
  const folders = entries.flatMap(({ path, state }) => (state.kind === "folder" ? [path] : [folderOf(path)]));
  return [...new Set([...places.map(({ path }) => path), ...folders])];
}

function summaryOf(seen: Result<Verified>): string {
  if (!seen.ok) return sentenceOf(seen.fault);
  const { verification } = seen.value;
  if (verification.is === "void") return sentenceOf(verification.fault);
  const changes = verification.changes.map((change): Json => ({
    is: change.is,
    path: change.path,
    state: "after" in change ? { ...change.after.state } : null,
  }));
  return canonicalJson([verification.manifest.counter, changes]);
}
