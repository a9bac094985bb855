/** A witness countersigns growth and nothing else; what it signed is checked again by the ledger and by whoever reads it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { joinedBytes } from "../../../src/base/bytes.ts";
import {
  countersignatures,
  files,
  keepCountersigned,
  keyFrom,
  lastCountersigned,
  logKeyOrNew,
  noteText,
  proofText,
  proveGrowth,
  proveRecord,
  publicKeyText,
  readCheckpoint,
  readCheckpointLine,
  checkpointLine,
  readProofText,
  readPublicKey,
  readPrivateKey,
  privateKeyText,
  readUnsure,
  readWitnessRequest,
  seal,
  type Seen,
  trustWitness,
  verify,
  witnessed,
  witnessRequestText,
} from "../../../src/proof/ledger/ledger.ts";
import { chanceFrom, rounds, seed } from "../../lib/random.ts";
import { faultOf, fresh, key, notary, records, toolsOn, valueOf, witnessKey } from "./ground.ts";
import { type MemoryDisk, memoryDisk } from "./memory-disk.ts";

const witness = { notary, key: witnessKey, seconds: 1_790_000_000 };

function started(many: number): MemoryDisk {
  const disk = memoryDisk();
  valueOf(logKeyOrNew(toolsOn(disk), fresh));
  disk.hook(files.records, records(0, many));
  valueOf(seal(toolsOn(disk), key));
  return disk;
}

function grown(disk: MemoryDisk, from: number, to: number): MemoryDisk {
  disk.hook(files.records, records(from, to));
  valueOf(seal(toolsOn(disk), key));
  return disk;
}

/** What the witness says to a ledger that was witnessed up to `old`. */
function asked(disk: MemoryDisk, old: number, seen: Seen) {
  const request = valueOf(readWitnessRequest(witnessRequestText(valueOf(proveGrowth(toolsOn(disk), key, old)))));
  return witnessed(witness, request, seen);
}

test("every growth from any size to any other is countersigned", () => {
  for (let from = 0; from <= 9; from += 1) {
    const disk = started(from);
    const last = valueOf(asked(disk, 0, { log: key })).checkpoint;
    for (const to of [from, from + 1, from + 7]) {
      const later = to === from ? disk : grown(memoryDisk(disk.left("kill")), from, to);
      assert.equal(valueOf(asked(later, from, { log: key, last })).checkpoint.size, to);
    }
  }
});

test("a shorter log, another history, and a request about another size are refused", () => {
  const disk = started(5);
  const last = valueOf(asked(disk, 0, { log: key })).checkpoint;
  assert.equal(faultOf(asked(started(3), 0, { log: key, last })), "witness.shrunk");
  const other = memoryDisk();
  valueOf(logKeyOrNew(toolsOn(other), fresh));
  other.hook(files.records, records(100, 108));
  valueOf(seal(toolsOn(other), key));
  assert.equal(faultOf(asked(other, 5, { log: key, last })), "witness.forked");
  assert.equal(faultOf(asked(grown(disk, 5, 8), 3, { log: key, last })), "witness.stale");
});

test("two histories of the same length are told apart, too", () => {
  const last = valueOf(asked(started(5), 0, { log: key })).checkpoint;
  const other = memoryDisk();
  valueOf(logKeyOrNew(toolsOn(other), fresh));
  other.hook(files.records, records(100, 105));
  valueOf(seal(toolsOn(other), key));
  assert.equal(faultOf(asked(other, 5, { log: key, last })), "witness.forked");
});

test("a checkpoint that the log's key did not sign is refused", () => {
  const request = valueOf(proveGrowth(toolsOn(started(4)), key, 0));
  const forged = { ...request, checkpoint: request.checkpoint.replace("\n4\n", "\n5\n") };
  assert.equal(faultOf(witnessed(witness, forged, { log: key })), "note.forged");
  const stranger = keyFrom(notary, { name: key.name, purpose: "note" }, witnessKey.seed);
  assert.equal(faultOf(witnessed(witness, request, { log: stranger })), "note.unsigned");
});

test("what a witness sent back is kept, and stays when the log goes on", () => {
  const disk = started(5);
  const tools = toolsOn(disk);
  valueOf(trustWitness(tools, publicKeyText(notary, witnessKey)));
  const { checkpoint, signature } = valueOf(asked(disk, 0, { log: key }));
  const written = noteText({ text: checkpoint.note.text, signatures: [...checkpoint.note.signatures, signature] });
  valueOf(keepCountersigned(tools, key, written));
  grown(disk, 5, 9);
  const kept = valueOf(lastCountersigned(tools, key));
  assert.deepEqual([kept?.checkpoint.size, kept?.by.map(({ seconds }) => seconds)], [5, [1_790_000_000]]);
  assert.deepEqual(valueOf(verify(tools, key, kept === null ? [] : [kept.checkpoint])).findings, []);
});

test("a countersignature counts for a witness that is trusted, on a checkpoint that the ledger holds", () => {
  const disk = started(5);
  const { checkpoint, signature } = valueOf(asked(disk, 0, { log: key }));
  const written = noteText({ text: checkpoint.note.text, signatures: [...checkpoint.note.signatures, signature] });
  assert.equal(faultOf(keepCountersigned(toolsOn(disk), key, written)), "witness.unknown");
  valueOf(trustWitness(toolsOn(disk), publicKeyText(notary, witnessKey)));
  const other = memoryDisk(new Map([...started(3).left("kill"), ...[...disk.left("kill")].filter(([name]) => name === files.witnesses)]));
  assert.equal(faultOf(keepCountersigned(toolsOn(other), key, written)), "witness.forked");
});

test("every bit of a countersignature counts", () => {
  const { checkpoint, signature } = valueOf(asked(started(5), 0, { log: key }));
  for (let bit = 0; bit < signature.bytes.length * 8; bit += 1) {
    const bytes = signature.bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    const stated = { ...checkpoint, note: { text: checkpoint.note.text, signatures: [{ ...signature, bytes }] } };
    assert.deepEqual(countersignatures(notary, stated, [witnessKey]), [], `bit ${bit}`);
  }
});

test("keys are read as they were written, and not with one character changed", () => {
  const [open, secret] = [publicKeyText(notary, witnessKey), privateKeyText(notary, witnessKey)];
  assert.deepEqual(joinedBytes(valueOf(readPublicKey(notary, open)).bytes), joinedBytes(witnessKey.bytes));
  assert.deepEqual(joinedBytes(valueOf(readPrivateKey(notary, secret)).seed), joinedBytes(witnessKey.seed));
  for (let at = 0; at < open.length; at += 1) {
    const changed = `${open.slice(0, at)}${open[at] === "A" ? "B" : "A"}${open.slice(at + 1)}`;
    assert.equal(faultOf(readPublicKey(notary, changed)), "key.malformed", changed);
  }
  assert.equal(faultOf(readPublicKey(notary, secret)), "key.malformed");
});

test("a note is read in its one form", () => {
  const written = noteText(valueOf(seal(toolsOn(started(3)), key)).checkpoint.note);
  assert.equal(valueOf(readCheckpoint(notary, written, key)).size, 3);
  for (const bad of [
    "",
    "\n\n",
    written.trimEnd(),
    `${written}\n`,
    written.replace("\n\n", "\n"),
    `${written}x\n`,
    written.replaceAll("\n", "\r\n"),
    `\0${written}`,
  ]) {
    assert.equal(faultOf(readUnsure(bad)), "note.malformed", JSON.stringify(bad));
  }
  assert.equal(faultOf(readUnsure(written.replace("\n3\n", "\n03\n"))), "checkpoint.malformed");
});

test("a line says what its checkpoint says", () => {
  const { checkpoint } = valueOf(seal(toolsOn(started(3)), key));
  const read = valueOf(readCheckpointLine(`  ${checkpointLine(checkpoint)}\n`));
  assert.deepEqual([read.origin, read.size, joinedBytes(read.root)], [checkpoint.origin, 3, joinedBytes(checkpoint.root)]);
  assert.equal(faultOf(readCheckpointLine("sheepdog.test 3")), "checkpoint.line");
});

test("whatever comes in is read or refused, and never thrown at", () => {
  const tools = toolsOn(started(9));
  const texts = [
    noteText(valueOf(seal(tools, key)).checkpoint.note),
    witnessRequestText(valueOf(proveGrowth(tools, key, 5))),
    proofText(valueOf(proveRecord(tools, key, 3))),
  ];
  const chance = chanceFrom(seed);
  for (let round = 0; round < rounds(3_000, 100_000); round += 1) {
    const text = chance.of(texts);
    const [from, many] = [chance.below(text.length), chance.below(5)];
    const changed = text.slice(0, from) + chance.of(["", "\n", " ", "—", "0", "A", "\ud800", "\u0000", "=="]) + text.slice(from + many);
    for (const read of [readUnsure, readWitnessRequest, readProofText, readCheckpointLine]) read(changed);
    const checked = readCheckpoint(notary, changed, key);
    if (checked.ok) assert.equal(checked.value.note.text, valueOf(seal(tools, key)).checkpoint.note.text, `seed ${seed}`);
  }
});
