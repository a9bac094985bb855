/** Every reading is total and bounded: no text throws, hangs, or costs more than its length is worth. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { around } from "../../../../test/lib/code-deeds.ts";
import { bounds } from "./bounds.ts";
import { readCode, type Language } from "./code.ts";

const languages: readonly Language[] = ["python", "javascript", "php", "perl", "ruby", "lua", "awk", "sed", "powershell", "cmd"];

/** The same numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
}

const parts =
  `import os;|os.system(|"rm -rf /"|'|"|\`|(|)|[|]|{|}|$x|@a|%h|=|+=|.|->|::|=>|,|;|\\|\n|  |def f(a):|function f(a) {|end|if x |else |for i in |while |s/a/b/e|<<A|A|` +
  `<?php |?>|eval(|exec |getattr(|f"{|}"|#{|\${|/x/|1|0x|-|!|&|*|**|lambda x: |return |class A:|try:|except:|with open("x") as f: |print |system |Remove-Item |del /s |%%i|\uE000|🐑|\0`;

test("texts made of pieces of code are read without a throw", () => {
  const next = numbers(7);
  const pieces = parts.split("|");
  for (let round = 0; round < 3_000; round += 1) {
    const code = Array.from({ length: 1 + (next() % 24) }, () => pieces[(next() >>> 8) % pieces.length]).join("");
    const language = languages[(next() >>> 8) % languages.length] as Language;
    const reading = readCode(language, code, around);
    assert.ok(reading.deeds.length <= bounds.deeds);
    assert.ok(reading.deeds.every((deed) => deed.line >= 1));
  }
});

const shapes: Readonly<Record<string, (length: number) => string>> = {
  "brackets that open": (length) => "(".repeat(length),
  "brackets inside each other": (length) => "[".repeat(length / 2) + "]".repeat(length / 2),
  "a long sum": (length) => `x=${"'a'+".repeat(length / 4)}'b'`,
  "a long chain": (length) => `a${".b".repeat(length / 2)}`,
  "many statements": (length) => "a=1;".repeat(length / 4),
  "many deeds": (length) => "os.remove('/x')\n".repeat(length / 16),
  "a text that doubles": (length) => `a='x'\n${"a=a+a\n".repeat(length / 6)}`,
  quotes: (length) => '"'.repeat(length - 1),
  "blocks inside each other": (length) => "{".repeat(length),
  "indented blocks": (length) => Array.from({ length: Math.sqrt(length) }, (_, depth) => `${" ".repeat(depth)}if x:`).join("\n"),
  arrows: (length) => "x=>".repeat(length / 3),
  negations: (length) => "not ".repeat(length / 4),
  "heredocs without an end": (length) => "<<A\n".repeat(length / 4),
  patterns: (length) => "s/".repeat(length / 2),
};

for (const [name, make] of Object.entries(shapes))
  test(`a long text ends: ${name}`, () => {
    for (const language of languages) {
      const reading = readCode(language, make(8 * 1024), around);
      assert.ok(reading.deeds.length <= bounds.deeds);
    }
  });

test("more code than the bound is said to be unread", () => {
  for (const language of languages) {
    const { unread } = readCode(language, "a\n".repeat(bounds.codeChars / 2 + 1), around);
    assert.ok(
      unread.some((one) => one.bound),
      language,
    );
  }
});

test("a loop that never ends is followed a bounded number of times", () => {
  assert.deepEqual(readCode("python", "while True: x = 1", around).deeds, []);
  assert.deepEqual(readCode("javascript", "for (;;) x++", around).unread, []);
});

test("code that executes itself is read a bounded number of times", () => {
  const { unread } = readCode("python", "s = 'exec(s)'\nexec(s)", around);
  assert.deepEqual(
    unread.map((one) => one.bound),
    [true],
  );
});

test("a stretch that is not known stays unknown in every language", () => {
  const code = 'import os; os.system("rm -rf \uE000/x")';
  const [deed] = readCode("python", code, around).deeds;
  assert.equal(deed?.does, "shell");
  assert.deepEqual(deed?.does === "shell" && [deed.text.known, deed.text.head], [false, "rm -rf "]);
});
