/** Keeps the ledger: takes in what hooks wrote, seals it, puts it aside and gives it up, as the settings say. */
import { Counter, Gauge, type Registry } from "prom-client";
import type { Fault } from "../../base/fault.ts";
import { done, type Result } from "../../base/result.ts";
import { openLedgerIndex } from "../../hosts/node/node.ts";
import { type Tended, tendLedger } from "../ledger/tend-ledger.ts";
import { type Workplace, workplaceIn } from "../ledger/workplace.ts";
import type { Settings } from "../settings/schema.ts";
import type { Duty, DutyContext, RunningDuty } from "./duty.ts";

/** News come in bursts: within this time they are one. */
const gatherMs = 2_000;
/** Somebody else works on the ledger, or the disk is full: it is tried again soon. */
const againMs = 10_000;

export const ledgerDuty: Duty = {
  name: "ledger",
  start: (context) => Promise.resolve(done(keepLedger(context))),
};

function keepLedger({ root, settings, timers, now, log, metrics, onNews }: DutyContext): RunningDuty {
  // Without waiting: whoever holds the lock, such as a person's command, is done soon, and the daemon has others to answer.
  const place = workplaceIn(root.ledger, 0);
  const counted = countersIn(metrics);
  let [sealTimer, indexTimer]: [unknown, unknown] = [undefined, undefined];
  let tended: Result<Tended> | undefined;
  let indexFault: Fault | undefined;
  const tend = (): void => {
    timers.stop(sealTimer);
    tended = tendLedger(place, rulesOf(settings.now()), now());
    if (tended.ok) {
      counted(tended.value);
      if (tended.value.rotated) log.info("the records were put aside in a segment");
      if (tended.value.removed > 0) log.info("old segments were given up; their hashes stay", { segments: tended.value.removed });
    } else log.warn(`the ledger could not be sealed now: ${tended.fault.what}`);
    sealTimer = timers.start(tend, tended.ok ? settings.now().ledger.seal : againMs);
  };
  const index = (): void => {
    const updated = updateIndex(place);
    indexFault = updated.ok ? undefined : updated.fault;
    indexTimer = updated.ok ? undefined : timers.start(index, againMs);
  };
  const unsubscribes = [onNews(() => (indexTimer ??= timers.start(index, gatherMs))), settings.onChange(tend)];
  tend();
  index();
  return {
    health: () => {
      const fault = tended?.ok === false ? tended.fault : indexFault;
      return fault === undefined
        ? { is: "well", about: `${tended?.ok === true ? tended.value.leaves : 0} records sealed` }
        : { is: "waiting", why: fault.what };
    },
    stop: () => {
      for (const unsubscribe of unsubscribes) unsubscribe();
      for (const timer of [sealTimer, indexTimer]) timers.stop(timer);
      return Promise.resolve();
    },
  };
}

function rulesOf({ ledger }: Settings): Parameters<typeof tendLedger>[1] {
  return { rotateBytes: ledger.rotateSize, rotateMs: ledger.rotateAge, keepMs: ledger.keep };
}

/** Opened for the moment alone: whoever throws it away and makes it anew finds it in nobody's hands. */
function updateIndex({ folder, tools }: Workplace): Result<void> {
  const opened = openLedgerIndex(`${folder}/index.sqlite`, tools.disk, false);
  if (!opened.ok) return opened;
  try {
    return opened.value.update();
  } finally {
    opened.value.close();
  }
}

function countersIn(metrics: Registry): (tended: Tended) => void {
  const registers = [metrics];
  const leaves = new Gauge({ name: "sheepdog_ledger_sealed_records", help: "records that a checkpoint proves", registers });
  const bytes = new Gauge({ name: "sheepdog_ledger_bytes", help: "bytes in the file that hooks append to", registers });
  const rotations = new Counter({ name: "sheepdog_ledger_rotations_total", help: "times that records were put aside", registers });
  const purged = new Counter({ name: "sheepdog_ledger_segments_purged_total", help: "segments that were given up", registers });
  return (tended) => {
    leaves.set(tended.leaves);
    bytes.set(tended.bytes);
    if (tended.rotated) rotations.inc();
    purged.inc(tended.removed);
  };
}
