/** Watches the signed files that steer agents and the guard, and tells of each that is another. */
import { Gauge } from "prom-client";
import { sentenceOf } from "../../base/fault.ts";
import { done, type Result } from "../../base/result.ts";
import type { Verified } from "../integrity/verification.ts";
import { watchIntegrity } from "../integrity/watching.ts";
import type { Duty, DutyContext, Health, RunningDuty } from "./duty.ts";

export const integrityDuty: Duty = {
  name: "integrity",
  start: (context) => Promise.resolve(done(watchOver(context))),
};

function watchOver({ around, settings, timers, log, metrics }: DutyContext): RunningDuty {
  let seen: Result<Verified> | undefined;
  const changed = new Gauge({
    name: "sheepdog_integrity_changed_files",
    help: "signed files that are another now; -1 where nobody can say",
    registers: [metrics],
  });
  const tell = (now: Result<Verified>): void => {
    seen = now;
    changed.set(changesIn(now) ?? -1);
    const health = healthOf(now);
    if (health.is === "waiting") log.warn(health.why);
  };
  const begin = (): { readonly everyMs: number; readonly close: () => void } => {
    const everyMs = settings.now().integrity.look;
    return { everyMs, close: watchIntegrity({ around, tell, timers, everyMs }).close };
  };
  let watch = begin();
  const unsubscribe = settings.onChange(({ integrity }) => {
    if (integrity.look === watch.everyMs) return;
    watch.close();
    watch = begin();
  });
  return {
    health: () => (seen === undefined ? { is: "waiting", why: "nobody has looked yet" } : healthOf(seen)),
    stop: () => {
      unsubscribe();
      watch.close();
      return Promise.resolve();
    },
  };
}

function changesIn(seen: Result<Verified>): number | undefined {
  return seen.ok && seen.value.verification.is !== "void" ? seen.value.verification.changes.length : undefined;
}

/** That nobody has signed anything is a choice, and no failure of the watch. */
function healthOf(seen: Result<Verified>): Health {
  if (!seen.ok)
    return seen.fault.code === "integrity.unsigned"
      ? { is: "well", about: seen.fault.what }
      : { is: "waiting", why: sentenceOf(seen.fault) };
  const { verification } = seen.value;
  if (verification.is === "void") return { is: "waiting", why: sentenceOf(verification.fault) };
  const { length } = verification.changes;
  if (length === 0) return { is: "well", about: "every signed file is what it was" };
  return { is: "waiting", why: `${length} signed ${length === 1 ? "file is" : "files are"} another now: \`sheepdog integrity verify\`` };
}
