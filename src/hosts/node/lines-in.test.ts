/** Lines of a file: every one of them, exact to the byte, and a word for each that is left out. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { linesIn } from "./lines-in.ts";

type Read = { readonly lines: readonly string[]; readonly lost: readonly string[] };

function read(content: string | Uint8Array, mostBytes = 100): Read {
  return inFolder((folder) => {
    const path = join(folder, "file");
    writeFileSync(path, content);
    const lost: string[] = [];
    const lines = linesIn(path, { mostBytes, lost: ({ code }) => lost.push(code) });
    assert.ok(lines.ok);
    return { lines: [...lines.value].map((line) => Buffer.from(line).toString("latin1")), lost };
  });
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "sheepdog-lines-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const contents: readonly (readonly [what: string, content: string, lines: readonly string[]])[] = [
  ["nothing", "", []],
  ["an empty line", "\n", [""]],
  ["a last line without an end", "a\nb", ["a", "b"]],
  ["a last line with an end", "a\nb\n", ["a", "b"]],
  ["a carriage return, which stays", "a\r\nb", ["a\r", "b"]],
];

for (const [what, content, lines] of contents) test(`it reads ${what}`, () => assert.deepEqual(read(content), { lines, lost: [] }));

test("bytes that are no text come through as they are", () => {
  assert.deepEqual(read(Uint8Array.of(0, 255, 10, 131, 160)), { lines: ["\0\xff", "\x83\xa0"], lost: [] });
});

test("a line that lies across several pieces of the file is one line", () => {
  const long = "x".repeat(2_500_000);
  assert.deepEqual(read(`a\n${long}\nb`, 3_000_000), { lines: ["a", long, "b"], lost: [] });
});

test("a line that is too long is told of, and the next one is read", () => {
  assert.deepEqual(read(`a\n${"x".repeat(2_500_000)}\nb\n`, 1000), { lines: ["a", "b"], lost: ["line.too-long"] });
  assert.deepEqual(read("x".repeat(11), 10), { lines: [], lost: ["line.too-long"] });
  assert.deepEqual(read("x".repeat(10), 10), { lines: ["x".repeat(10)], lost: [] });
});

test("what is no regular file is a fault, and nobody waits for a pipe", () =>
  inFolder((folder) => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const codes = [folder, join(folder, "pipe"), join(folder, "nowhere")].map((path) => {
      const lines = linesIn(path, { mostBytes: 10, lost: () => undefined });
      return lines.ok ? "" : lines.fault.code;
    });
    assert.deepEqual(codes, ["file.irregular", "file.irregular", "file.unreadable"]);
  }));

test("whoever stops half way leaves no file open", () =>
  inFolder((folder) => {
    const path = join(folder, "file");
    writeFileSync(path, "a\nb\n");
    for (let round = 0; round < 3000; round += 1) {
      const lines = linesIn(path, { mostBytes: 10, lost: () => undefined });
      assert.ok(lines.ok);
      for (const line of lines.value) {
        assert.equal(line.length, 1);
        break;
      }
    }
  }));
