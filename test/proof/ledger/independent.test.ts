/** Checkpoints, proofs and countersignatures as Go's own packages judge them: where that program was built, which full size does where Go is. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { asciiOf } from "../../../src/base/bytes.ts";
import {
  files,
  noteText,
  openLedger,
  proofText,
  proveGrowth,
  proveRecord,
  publicKeyText,
  recordAt,
  seal,
  witnessed,
  witnessRequestText,
} from "../../../src/proof/ledger/ledger.ts";
import { rounds } from "../../lib/random.ts";
import { key, notary, record, sealedLedger, toolsOn, valueOf, witnessKey } from "./ground.ts";
import { memoryDisk } from "./memory-disk.ts";

const folder = join(process.cwd(), ".cache/tlog");
const program = join(folder, "independent");
const hasGo = spawnSync("go", ["version"]).status === 0;
const isFull = rounds(0, 1) === 1;
const skip = (isFull && hasGo) || existsSync(program) ? false : "it is not built";

function built(): void {
  if (!isFull || !hasGo) return;
  const { status, stderr } = spawnSync("go", ["build", "-p", "1", "-o", program, "."], {
    cwd: join(import.meta.dirname, "independent"),
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
}

type Question = Readonly<Record<string, unknown>>;

/** A line for each question: `right`, or why not. */
function answers(questions: readonly Question[]): readonly string[] {
  const input = questions.map((one) => `${JSON.stringify({ key: publicKeyText(notary, key), ...one })}\n`).join("");
  return spawnSync(program, { input, encoding: "utf8", maxBuffer: 1 << 26 })
    .stdout.trim()
    .split("\n");
}

/** The lines of a text between its head and its checkpoint. */
function hashLines(text: string, head: number): readonly string[] {
  return text.slice(0, text.indexOf("\n\n")).split("\n").slice(head);
}

test("Go agrees to every record of every size, and to every growth", { skip }, () => {
  built();
  const disk = memoryDisk(sealedLedger());
  const tools = toolsOn(disk);
  const questions: Question[] = [];
  const old: string[] = [];
  for (let at = 0; at < rounds(12, 60); at += 1) {
    disk.hook(files.records, record(200 + at));
    const checkpoint = noteText(valueOf(seal(tools, key)).checkpoint.note);
    const opened = valueOf(openLedger(tools, key));
    for (let index = 0; index < opened.sealed.size; index += 1) {
      const leaf = asciiOf(valueOf(recordAt(tools, opened, index)).leaf);
      questions.push({ checkpoint, leaf, index, proof: hashLines(proofText(valueOf(proveRecord(tools, key, index))), 2) });
    }
    for (const before of old) {
      const size = Number(before.split("\n")[1]);
      questions.push({ checkpoint, old: before, proof: hashLines(witnessRequestText(valueOf(proveGrowth(tools, key, size))), 1) });
    }
    old.push(checkpoint);
  }
  const said = answers(questions);
  assert.equal(said.length, questions.length);
  assert.deepEqual(
    said.filter((one) => one !== "right"),
    [],
  );
});

test("Go refuses what was changed, so it looked", { skip }, () => {
  const tools = toolsOn(memoryDisk(sealedLedger()));
  const opened = valueOf(openLedger(tools, key));
  const written = valueOf(proveRecord(tools, key, 4));
  const right = {
    checkpoint: written.checkpoint,
    leaf: asciiOf(valueOf(recordAt(tools, opened, 4)).leaf),
    index: 4,
    proof: hashLines(proofText(written), 2),
  };
  const said = answers([
    right,
    { ...right, index: 5 },
    { ...right, leaf: `${right.leaf} ` },
    { ...right, checkpoint: right.checkpoint.replace("\n15\n", "\n16\n") },
  ]);
  assert.deepEqual(
    said.map((one) => one.slice(0, 5)),
    ["right", "wrong", "wrong", "wrong"],
  );
});

test("the countersignature of a witness is what C2SP says, also to Go's own Ed25519", { skip }, () => {
  const tools = toolsOn(memoryDisk(sealedLedger()));
  const request = valueOf(proveGrowth(tools, key, 0));
  const { checkpoint, signature } = valueOf(witnessed({ notary, key: witnessKey, seconds: 1_790_000_000 }, request, { log: key }));
  const signed = noteText({ text: checkpoint.note.text, signatures: [...checkpoint.note.signatures, signature] });
  const other = noteText({
    text: checkpoint.note.text,
    signatures: [...checkpoint.note.signatures, { ...signature, bytes: signature.bytes.map((byte, at) => (at === 7 ? byte ^ 1 : byte)) }],
  });
  const witness = publicKeyText(notary, witnessKey);
  assert.deepEqual(
    answers([
      { checkpoint: signed, witness },
      { checkpoint: other, witness },
    ]),
    ["right", "wrong: the cosignature is wrong"],
  );
});
