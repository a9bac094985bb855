/** A file that grows is read line by line: no line twice, none lost, and none before it is whole. */
import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { chanceFrom, rounds, seed } from "../../../../test/lib/random.ts";
import { growingFile } from "./growing-file.ts";

const root = mkdtempSync(join(tmpdir(), "sheepdog-growing-"));
after(() => rmSync(root, { recursive: true, force: true }));

let files = 0;
const fresh = (): string => {
  files += 1;
  return join(root, String(files));
};

test("a file that is not there yet has no lines, and has them when it comes", () => {
  const path = fresh();
  const file = growingFile(path);
  assert.deepEqual(file.lines(), []);
  writeFileSync(path, "one\ntwo\n");
  assert.deepEqual(file.lines(), ["one", "two"]);
  assert.deepEqual(file.lines(), []);
  assert.equal(file.position(), 8);
});

test("half a line waits for its other half, a letter for its other bytes", () => {
  const path = fresh();
  const bytes = Buffer.from("sheep 🐑\n\nend\n");
  const file = growingFile(path);
  const seen: string[] = [];
  for (const byte of bytes) {
    appendFileSync(path, Buffer.of(byte));
    seen.push(...file.lines());
  }
  assert.deepEqual(seen, ["sheep 🐑", "", "end"]);
});

test("from a position on, as after a restart", () => {
  const path = fresh();
  writeFileSync(path, "one\ntwo\nthree\n");
  assert.deepEqual(growingFile(path, 4).lines(), ["two", "three"]);
});

test(`whatever the pieces, the lines are the same, seed ${seed}`, () => {
  const chance = chanceFrom(seed);
  for (let round = 0; round < rounds(30, 2_000); round += 1) {
    const lines = Array.from({ length: chance.below(20) }, () => "é🐑x".repeat(chance.below(40)));
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
    const path = fresh();
    const file = growingFile(path);
    const seen: string[] = [];
    for (let at = 0; at < bytes.length;) {
      const size = 1 + chance.below(60);
      appendFileSync(path, bytes.subarray(at, at + size));
      at += size;
      if (chance.below(2) === 0) seen.push(...file.lines());
    }
    assert.deepEqual([...seen, ...file.lines()], lines);
  }
});
