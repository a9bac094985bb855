/** The row of the ledger: what a synced record adds to a hook, beside what the same append and sync cost a program that does nothing else. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BenchGround, hookCommand } from "./ground.ts";
import { envelopeFor } from "./hooks.ts";
import { measuredRow, notThere, type Row } from "./report.ts";
import { type Candidate, time } from "./timer.ts";

const what = "ledger, synced record beside raw append + fdatasync";
const least = 0.8;
const reach = `≥ ${least * 100} % of raw`;
const runs = 300;
const dd = "/bin/dd";

/** Memory has nothing to sync, so disk less memory is the price of the append; for both, in the same run. */
export function measureLedger(ground: BenchGround): Row {
  const { rootInMemory } = ground;
  if (rootInMemory === undefined || !existsSync(dd))
    return notThere({ what, reach, why: "this machine has no tmpfs or no dd to compare with" });
  const stdin = ground.fileWith(envelopeFor(ground, "rm -rf build"));
  const hook = (root: string): Candidate => ({ name: "hook", stdin, command: hookCommand(ground, root) });
  time(ground, 1, [hook(ground.root)]);
  const record = ground.fileWith(lastRecord(ground.root));
  const raw = (root: string): Candidate => ({
    name: "raw",
    stdin: record,
    command: [dd, `of=${join(root, "raw")}`, "bs=64k", "oflag=append", "conv=notrunc,fdatasync", "status=none"],
  });
  const timings = time(ground, runs, [hook(ground.root), hook(rootInMemory), raw(ground.root), raw(rootInMemory)]);
  const [hookOnDisk = 0, hookInMemory = 0, rawOnDisk = 0, rawInMemory = 0] = timings.map(({ median }) => median);
  return ledgerRow(hookOnDisk - hookInMemory, rawOnDisk - rawInMemory);
}

function ledgerRow(oursMs: number, rawMs: number): Row {
  const noise = 0.05;
  if (rawMs < noise) return notThere({ what, reach, why: "the disk of this checkout syncs in no time, so there is nothing to compare" });
  const share = rawMs / Math.max(oursMs, noise);
  const measured = `ours ${oursMs.toFixed(3)} ms, raw ${rawMs.toFixed(3)} ms a record in the median: ${(share * 100).toFixed(0)} %`;
  return measuredRow({ what, reach, measured, figures: { oursMs, rawMs, share }, reached: share >= least });
}

function lastRecord(root: string): string {
  const records = readFileSync(join(root, "ledger", "records"), "latin1");
  return records.slice(records.trimEnd().lastIndexOf("\n") + 1);
}
