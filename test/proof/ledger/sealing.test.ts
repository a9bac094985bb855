/** Sealing, rotating and purging: what a checkpoint covers, in which order, and what stays provable. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { asciiOf, joinedBytes } from "../../../src/base/bytes.ts";
import {
  checkProof,
  files,
  logKeyOrNew,
  noteText,
  openLedger,
  proveRecord,
  purge,
  recordAt,
  rotate,
  seal,
  type Tools,
  verify,
} from "../../../src/proof/ledger/ledger.ts";
import { faultOf, fresh, key, notary, record, records, sealedLedger, toolsOn, valueOf } from "./ground.ts";
import { memoryDisk } from "./memory-disk.ts";

function sealedTexts(tools: Tools): readonly string[] {
  const opened = valueOf(openLedger(tools, key));
  return Array.from({ length: opened.sealed.size }, (_, index) => {
    const found = recordAt(tools, opened, index);
    return found.ok ? asciiOf(found.value.leaf) : found.fault.code;
  });
}

function numbersIn(tools: Tools): readonly (number | string)[] {
  return sealedTexts(tools).map((text) =>
    text.startsWith("{") ? ((JSON.parse(text) as { number?: number; did?: string }).number ?? text) : "torn",
  );
}

function started(): { disk: ReturnType<typeof memoryDisk>; tools: Tools } {
  const disk = memoryDisk();
  const tools = toolsOn(disk);
  valueOf(logKeyOrNew(tools, fresh));
  return { disk, tools };
}

test("an empty ledger is sealed, too", () => {
  const { tools } = started();
  const { checkpoint, records: many } = valueOf(seal(tools, key));
  assert.deepEqual([checkpoint.size, many], [0, 0]);
});

test("the same records sealed twice make the same checkpoint, and nothing is written", () => {
  const { disk, tools } = started();
  disk.hook(files.records, records(0, 5));
  const first = valueOf(seal(tools, key));
  const steps = disk.steps();
  const second = valueOf(seal(tools, key));
  assert.deepEqual([noteText(second.checkpoint.note), second.records, disk.steps()], [noteText(first.checkpoint.note), 0, steps]);
});

test("sealed bit by bit or all at once, the tree is the same", () => {
  const whole = started();
  whole.disk.hook(files.records, records(0, 40));
  const [, parts] = [valueOf(seal(whole.tools, key)), started()];
  for (let at = 0; at < 40; at += 1) {
    parts.disk.hook(files.records, record(at));
    valueOf(seal(parts.tools, key));
  }
  assert.deepEqual(parts.disk.left("kill").get(files.checkpoint), whole.disk.left("kill").get(files.checkpoint));
  assert.deepEqual(parts.disk.left("kill").get(files.hashes), whole.disk.left("kill").get(files.hashes));
});

test("a torn stretch is a leaf as well; one at the end waits, since it may still be written", () => {
  const { disk, tools } = started();
  disk.hook(files.records, joinedBytes(record(0), record(1).slice(0, 9)));
  assert.deepEqual(pick(valueOf(seal(tools, key))), { records: 1, torn: 0, unfinished: 9 });
  disk.hook(files.records, record(2));
  assert.deepEqual(pick(valueOf(seal(tools, key))), { records: 1, torn: 1, unfinished: 0 });
  assert.deepEqual(numbersIn(tools), [0, "torn", 2]);
});

function pick({ records: whole, torn, unfinished }: { records: number; torn: number; unfinished: number }) {
  return { records: whole, torn, unfinished };
}

test("records of a segment that was put aside keep their index; a late one comes after what was sealed before it", () => {
  const tools = toolsOn(memoryDisk(sealedLedger()));
  const numbers = numbersIn(tools).map((one) => (typeof one === "string" && one !== "torn" ? "upkeep" : one));
  assert.deepEqual(numbers, [0, 1, 2, "torn", 3, 4, "upkeep", 5, 6, 7, "upkeep", 8, 9, 99, 10]);
  const verified = valueOf(verify(tools, key, []));
  assert.deepEqual([verified.findings, verified.records, verified.torn], [[], 14, 1]);
});

test("every record of every segment can be proved to somebody who has the key and nothing else", () => {
  const tools = toolsOn(memoryDisk(sealedLedger()));
  const opened = valueOf(openLedger(tools, key));
  for (let index = 0; index < opened.sealed.size; index += 1) {
    const { leaf } = valueOf(recordAt(tools, opened, index));
    const written = valueOf(proveRecord(tools, key, index));
    assert.equal(valueOf(checkProof(notary, { written, leaf }, key)).size, 15);
    assert.equal(faultOf(checkProof(notary, { written, leaf: leaf.with(0, 0x20) }, key)), "proof.wrong");
    assert.equal(faultOf(checkProof(notary, { written: { ...written, index: index + 1 }, leaf }, key)), "proof.wrong");
  }
  assert.equal(faultOf(proveRecord(tools, key, 15)), "ledger.no-record");
});

test("purged bodies are gone, their hashes stay, and the rest of the ledger is as provable as before", () => {
  const disk = memoryDisk(sealedLedger());
  const tools = toolsOn(disk);
  const before = valueOf(openLedger(tools, key)).checkpoint;
  const { through, removed } = valueOf(purge(tools, key, { at: 1_790_000_120_000, isOld: (segment) => segment === 1 }));
  assert.deepEqual([through, removed, valueOf(disk.names(files.segments))], [1, 1, ["00000002"]]);
  const verified = valueOf(verify(tools, key, before === undefined ? [] : [before]));
  assert.deepEqual([verified.findings, verified.purged, verified.records], [[], 7, 9]);
  assert.equal(faultOf(recordAt(tools, valueOf(openLedger(tools, key)), 0)), "ledger.purged");
  assert.equal(numbersIn(tools)[7], 5);
  valueOf(rotate(tools, key, 1_790_000_180_000));
  disk.hook(files.records, record(11));
  valueOf(seal(tools, key));
  assert.deepEqual(valueOf(verify(tools, key, before === undefined ? [] : [before])).findings, []);
});

test("a purge takes segments in their order, never the one where hooks append, and none twice", () => {
  const tools = toolsOn(memoryDisk(sealedLedger()));
  assert.equal(valueOf(purge(tools, key, { at: 1, isOld: (segment) => segment !== 1 })).through, null);
  assert.equal(valueOf(purge(tools, key, { at: 2, isOld: () => true })).through, 2);
  assert.equal(valueOf(purge(tools, key, { at: 3, isOld: () => true })).through, null);
  assert.deepEqual(valueOf(verify(tools, key, [])).findings, []);
});

test("a ledger whose key is gone gets no new one", () => {
  const left = new Map(sealedLedger());
  left.delete(files.key);
  assert.equal(faultOf(logKeyOrNew(toolsOn(memoryDisk(left)), fresh)), "ledger.key-gone");
});

test("a ledger whose checkpoint was taken away is not sealed anew", () => {
  const left = new Map(sealedLedger());
  left.delete(files.checkpoint);
  assert.equal(faultOf(seal(toolsOn(memoryDisk(left)), key)), "ledger.sealed-damaged");
});

test("a ledger that lost sealed records, or hashes, is not sealed over", () => {
  const left = sealedLedger();
  const cut = new Map(left).set(files.records, (left.get(files.records) ?? new Uint8Array(0)).slice(0, -1));
  assert.equal(faultOf(seal(toolsOn(memoryDisk(cut)), key)), "ledger.shrunk");
  const holed = new Map(left).set(files.hashes, (left.get(files.hashes) ?? new Uint8Array(0)).with(448, 1));
  assert.equal(faultOf(seal(toolsOn(memoryDisk(holed)), key)), "ledger.hashes-damaged");
});
