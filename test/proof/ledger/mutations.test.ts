/** Every small change to a ledger whose checkpoint somebody keeps is found: bits, records, ends, whole files. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { joinedBytes, sameBytes } from "../../../src/base/bytes.ts";
import { type Checkpoint, files, logKeyOrNew, openLedger, seal, stretchesIn, verify } from "../../../src/proof/ledger/ledger.ts";
import { rounds } from "../../lib/random.ts";
import { fresh, key, record, records, sealedLedger, toolsOn, valueOf } from "./ground.ts";
import { type Files, memoryDisk } from "./memory-disk.ts";

/** A ledger of one file, with a torn stretch in it; larger at full size. */
function plainLedger(): Files {
  const disk = memoryDisk();
  valueOf(logKeyOrNew(toolsOn(disk), fresh));
  disk.hook(files.records, joinedBytes(records(0, 3), record(98).slice(0, 20), records(3, rounds(7, 60))));
  valueOf(seal(toolsOn(disk), key));
  return disk.left("kill");
}

function checkpointOf(left: Files): Checkpoint {
  const { checkpoint } = valueOf(openLedger(toolsOn(memoryDisk(left)), key));
  assert.ok(checkpoint !== undefined);
  return checkpoint;
}

/** Nothing was noticed: what was sealed is said to be there as it was. */
function passes(left: Files, kept: Checkpoint): boolean {
  const verified = verify(toolsOn(memoryDisk(left)), key, [kept]);
  return verified.ok && verified.value.findings.length === 0;
}

/** How many were made, and which of them nobody noticed. */
function unnoticed(left: Files, mutants: Iterable<readonly [string, Files]>): readonly [number, readonly string[]] {
  const kept = checkpointOf(left);
  assert.ok(passes(left, kept));
  const missed: string[] = [];
  let made = 0;
  for (const [what, mutant] of mutants) {
    made += 1;
    if (passes(mutant, kept)) missed.push(what);
  }
  return [made, missed];
}

function* flipped(left: Files, name: string): Generator<readonly [string, Files]> {
  const bytes = left.get(name) ?? new Uint8Array(0);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const at = bit >> 3;
    yield [`${name}, bit ${bit}`, new Map(left).set(name, bytes.with(at, (bytes[at] ?? 0) ^ (1 << (bit & 7))))];
  }
}

function* truncated(left: Files, name: string): Generator<readonly [string, Files]> {
  const bytes = left.get(name) ?? new Uint8Array(0);
  for (let length = 0; length < bytes.length; length += 1)
    yield [`${name}, ${length} bytes`, new Map(left).set(name, bytes.slice(0, length))];
}

/** Every record deleted, doubled, or put in the place of every other one. */
function* rearranged(left: Files, name: string): Generator<readonly [string, Files]> {
  const bytes = left.get(name) ?? new Uint8Array(0);
  const parts = stretchesIn(bytes).map(({ start, end }) => bytes.slice(start, end));
  const mutant = (what: string, changed: readonly Uint8Array[]) =>
    [`${name}, ${what}`, new Map(left).set(name, joinedBytes(...changed))] as const;
  for (const [at, part] of parts.entries()) {
    yield mutant(`${at} deleted`, parts.toSpliced(at, 1));
    // What stands behind the sealed end is not sealed, and no change of what was.
    if (at < parts.length - 1) yield mutant(`${at} doubled`, parts.toSpliced(at, 0, part));
    for (const [other, second] of parts.entries()) {
      if (other > at && !sameBytes(part, second)) yield mutant(`${at} and ${other} swapped`, parts.with(at, second).with(other, part));
    }
  }
}

test("in a ledger of one file, every bit and every record counts", () => {
  const left = plainLedger();
  const mutants = function* () {
    for (const mutate of [flipped, truncated, rearranged]) yield* mutate(left, files.records);
  };
  const [made, missed] = unnoticed(left, mutants());
  assert.deepEqual(missed, []);
  assert.ok(made > rounds(3_500, 30_000), `${made} were made`);
});

test("in a ledger of three segments, every record counts", () => {
  const left = sealedLedger();
  const names = [files.records, `${files.segments}/00000001`, `${files.segments}/00000002`];
  const mutants = function* () {
    for (const name of names) {
      yield* truncated(left, name);
      yield* rearranged(left, name);
      const without = new Map(left);
      without.delete(name);
      yield [`${name} gone`, without] as const;
    }
  };
  assert.deepEqual(unnoticed(left, mutants())[1], []);
});

for (const name of [files.hashes, files.checkpoint, files.sealed]) {
  test(`no change to \`${name}\` makes anything else pass for what was sealed`, () => {
    const left = plainLedger();
    const mutants = function* () {
      for (const mutate of [flipped, truncated]) yield* mutate(left, name);
    };
    const [, missed] = unnoticed(left, mutants());
    // What `sealed` says of the state before the checkpoint is looked at only where there is no checkpoint yet.
    const harmless = name === files.sealed ? missed.filter((what) => !isAboutNow(left, what)) : [];
    assert.deepEqual(
      missed.filter((what) => !harmless.includes(what)),
      [],
    );
  });
}

/** Is the bit in that part of `sealed` which says where the leaves of this checkpoint are? */
function isAboutNow(left: Files, what: string): boolean {
  const [, bit] = /bit (\d+)$/.exec(what) ?? [];
  const text = Buffer.from(left.get(files.sealed) ?? []).toString("latin1");
  const [from, to] = [text.indexOf('"count"'), text.indexOf('"start"')];
  return bit !== undefined && Number(bit) >> 3 >= from && Number(bit) >> 3 < to;
}

test("an old ledger put back whole is found by what somebody keeps, and by nothing else", () => {
  const disk = memoryDisk();
  valueOf(logKeyOrNew(toolsOn(disk), fresh));
  disk.hook(files.records, records(0, 3));
  valueOf(seal(toolsOn(disk), key));
  const old = disk.left("kill");
  disk.hook(files.records, records(3, 5));
  const kept = valueOf(seal(toolsOn(disk), key)).checkpoint;
  const verified = valueOf(verify(toolsOn(memoryDisk(old)), key, [kept]));
  assert.deepEqual(
    verified.findings.map(({ code }) => code),
    ["rolled-back"],
  );
  assert.deepEqual(valueOf(verify(toolsOn(memoryDisk(old)), key, [])).findings, []);
});

test("another history with the same key, and another ledger, are found by what somebody keeps", () => {
  const kept = checkpointOf(plainLedger());
  const disk = memoryDisk();
  valueOf(logKeyOrNew(toolsOn(disk), fresh));
  disk.hook(files.records, records(100, 200));
  valueOf(seal(toolsOn(disk), key));
  const codes = (one: Checkpoint) => valueOf(verify(toolsOn(disk), key, [one])).findings.map(({ code }) => code);
  assert.deepEqual(codes(kept), ["forked"]);
  assert.deepEqual(codes({ ...kept, origin: "sheepdog.test/ledger/2" }), ["replaced"]);
});

test("an end that was cut off and written over is found, also after the next seal", () => {
  const left = plainLedger();
  const kept = checkpointOf(left);
  const bytes = left.get(files.records) ?? new Uint8Array(0);
  const cut = stretchesIn(bytes).at(-3)?.start ?? 0;
  const disk = memoryDisk(new Map(left).set(files.records, joinedBytes(bytes.slice(0, cut), records(500, 520))));
  valueOf(seal(toolsOn(disk), key));
  assert.deepEqual(
    valueOf(verify(toolsOn(disk), key, [kept])).findings.map(({ code }) => code),
    ["changed"],
  );
});

test("bodies that went without a record of a purge are told of", () => {
  const left = new Map(sealedLedger());
  left.delete(`${files.segments}/00000001`);
  const sealed = Buffer.from(left.get(files.sealed) ?? [])
    .toString("latin1")
    .replaceAll('"purged":0', '"purged":1');
  left.set(files.sealed, Buffer.from(sealed, "latin1"));
  const { findings } = valueOf(verify(toolsOn(memoryDisk(left)), key, []));
  assert.deepEqual(
    findings.map(({ code }) => code),
    ["unrecorded-purge"],
  );
});
