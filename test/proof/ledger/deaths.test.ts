/** Whoever seals, rotates or purges may die at any step, or the power may go: nothing that was acknowledged is lost, and the next one goes on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { asciiOf, joinedBytes } from "../../../src/base/bytes.ts";
import {
  type Checkpoint,
  files,
  logKeyOrNew,
  purge,
  readRecords,
  rotate,
  seal,
  type Tools,
  verify,
} from "../../../src/proof/ledger/ledger.ts";
import { fresh, key, record, records, sealedLedger, toolsOn, valueOf } from "./ground.ts";
import { Died, type Files, type MemoryDisk, memoryDisk } from "./memory-disk.ts";

const instant = 1_790_000_240_000;

const works: Readonly<Record<string, (tools: Tools) => unknown>> = {
  "the first seal": (tools) => [valueOf(logKeyOrNew(tools, fresh)), valueOf(seal(tools, key))],
  "a seal": (tools) => valueOf(seal(tools, key)),
  "a rotation": (tools) => valueOf(rotate(tools, key, instant)),
  "a purge": (tools) => valueOf(purge(tools, key, { at: instant, isOld: (segment) => segment === 1 })),
};

function before(work: string): Files {
  const disk = memoryDisk(work === "the first seal" ? new Map() : sealedLedger());
  disk.hook(files.records, joinedBytes(records(20, 24), record(97).slice(0, 8), records(24, 26)));
  return disk.left("power loss");
}

type End = { readonly disk: MemoryDisk; readonly finished: boolean; readonly hooked: readonly number[] };

/** Runs until the step after which it dies. Hooks write at every step: into the file that has the name, and into the one they opened before. */
function died(work: string, last: number): End {
  const hooked: number[] = [];
  let late: ((bytes: Uint8Array) => void) | undefined;
  const disk = memoryDisk(before(work), (step, one) => {
    late ??= one.open(files.records);
    const writes = [one.open(files.records), late];
    for (const [at, write] of writes.entries()) {
      // The kernel lets one write to a file after the other: while ours is half done, hooks wait.
      if (isHalf(one)) break;
      write(record(1_000 + 2 * step + at));
      hooked.push(1_000 + 2 * step + at);
    }
    if (step === last) throw new Died();
  });
  try {
    works[work]?.(toolsOn(disk));
    return { disk, finished: true, hooked };
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    return { disk, finished: false, hooked };
  }
}

function isHalf(disk: MemoryDisk): boolean {
  const bytes = disk.left("kill").get(files.records) ?? new Uint8Array(0);
  return bytes.length > 0 && bytes.at(-1) !== 0x0a;
}

function numbersIn(left: Files): ReadonlySet<number> {
  const texts = [...left].filter(([name]) => name === files.records || name.startsWith(files.segments)).map(([, bytes]) => asciiOf(bytes));
  const leaves = texts.flatMap((text) => readRecords(text).leaves).map((leaf) => JSON.parse(leaf) as { number?: number });
  return new Set(leaves.flatMap(({ number }) => number ?? []));
}

function keptBefore(work: string): readonly Checkpoint[] {
  return work === "the first seal" ? [] : [valueOf(seal(toolsOn(memoryDisk(sealedLedger())), key)).checkpoint];
}

for (const work of Object.keys(works)) {
  for (const after of ["kill", "power loss"] as const) {
    test(`${work} may end with a ${after} after any step`, () => {
      let [last, finished] = [0, false];
      while (!finished) {
        last += 1;
        const end = died(work, last);
        ({ finished } = end);
        const disk = memoryDisk(end.disk.left(after));
        const tools = toolsOn(disk);
        valueOf(logKeyOrNew(tools, fresh));
        const sealing = valueOf(seal(tools, key));
        const verified = valueOf(verify(tools, key, keptBefore(work)));
        assert.deepEqual(verified.findings, [], `step ${last}`);
        const numbers = numbersIn(disk.left("power loss"));
        const acknowledged = [...end.hooked, 20, 21, 22, 23, 24, 25];
        assert.deepEqual(
          acknowledged.filter((number) => !numbers.has(number)),
          [],
          `step ${last}`,
        );
        assert.equal(sealing.checkpoint.size, verified.records + verified.torn + verified.purged, `step ${last}`);
        if (work === "a purge") assert.ok(numbers.has(5), `step ${last}: a segment that is not old went`);
        works[work]?.(tools);
        assert.deepEqual(valueOf(verify(tools, key, [...keptBefore(work), sealing.checkpoint])).findings, [], `again after step ${last}`);
      }
      assert.ok(last > 5, `${last} steps`);
    });
  }
}
