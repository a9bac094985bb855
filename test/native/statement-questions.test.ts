/** What the core lends for statements beside signatures: lines of one file by a mark, and the newest instant of a ledger. */
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { crc32 } from "../../src/base/crc32.ts";
import { framed } from "../../src/proof/ledger/ledger.ts";
import { statementLimits } from "../../src/proof/statements/statements.ts";
import { call, chaosImage, folder, installed, shell } from "./ground.ts";

const image = await chaosImage();

function asked(...questions: readonly (readonly unknown[])[]): readonly unknown[] {
  const outcome = installed(image, { input: call("ask", { questions }) });
  assert.equal(outcome.exit, 0, outcome.stderr);
  return JSON.parse(outcome.stdout) as readonly unknown[];
}

function fileWith(text: string): string {
  const path = join(folder("lines"), "live");
  writeFileSync(path, text);
  return path;
}

const blind = { denied: 1, bound: 2, odd: 4 } as const;

for (const [what, text, mark, lines] of [
  ["the first, a middle one and the last", "a1\nb\na2\nc\n3a\n", "a", ["a1", "a2", "3a"]],
  ["one line once, however often the mark is in it", "aaa\nb\naa\n", "a", ["aaa", "aa"]],
  ["no line that was cut off", "xa\nya", "a", ["xa"]],
  ["none of an empty file", "", "a", []],
  ["none without the mark", "b\nc\n", "a", []],
  ["a mark that is a whole line", "a\nab\n", "ab", ["ab"]],
  ["bytes that are no text", "a\u00e4\n", "\u00e4", ["a\u00e4"]],
] as const) {
  test(`lines by a mark: ${what}`, () => assert.deepEqual(asked(["marked", fileWith(text), 10, mark]), [lines]));
}

test("no more lines than are wanted", () => {
  const path = fileWith("a1\na2\na3\n");
  assert.deepEqual(asked(["marked", path, 2, "a"], ["marked", path, 0, "a"]), [["a1", "a2"], []]);
});

test("a file as long as it may be is read, and one byte longer it is not", () => {
  const rest = statementLimits.fileBytes - 2;
  assert.deepEqual(asked(["marked", fileWith(`a\n${"x".repeat(rest)}`), 10, "a"]), [["a"]]);
  assert.deepEqual(asked(["marked", fileWith(`a\n${"x".repeat(rest + 1)}`), 10, "a"]), [blind.bound]);
});

test("one process reads one file, as it was at the first question", () => {
  const [one, other] = [fileWith("a1\n"), fileWith("a2\n")];
  assert.deepEqual(asked(["marked", one, 10, "a"], ["marked", other, 10, "a"], ["marked", one, 10, "1"]), [["a1"], blind.odd, ["a1"]]);
});

test("what is no file, and a question without a mark, have no lines", () => {
  const pipe = join(folder("pipe"), "live");
  shell(`mkfifo '${pipe}'`);
  for (const path of ["/nowhere/live", pipe, folder("folder"), "live"])
    assert.deepEqual(asked(["marked", path, 10, "a"]), [blind.odd], path);
  assert.deepEqual(asked(["marked", fileWith("a\n"), 10, ""]), [blind.odd]);
});

const record = (at: number, more = "") => framed(`{"act":"shell","agent":"x","at":${at},"text":"${more}"}`, crc32);

for (const [what, text, newest] of [
  ["of one record", record(1_700_000_000_000), 1_700_000_000_000],
  ["of several, wherever it stands", record(2) + record(7) + record(3), 7],
  ["of a record behind a torn one", `${record(9).slice(0, 12)}${record(4)}`, 4],
  ["of none", "", 0],
  ["of what is no record", "nothing at all", 0],
  ["and none of a text that looks like one", record(5, String.raw`\",\"at\":99,\"`), 5],
  ["and of so many digits no more than an instant has", record(123_456_789_012_345), 123_456_789_012_345],
] as const) {
  test(`the newest instant: ${what}`, () => assert.deepEqual(asked(["newest", fileWith(text)]), [[newest]]));
}

test("the newest instant is looked for at the end of a ledger", () => {
  const filler = record(1, "x".repeat(20_000));
  assert.deepEqual(asked(["newest", fileWith(record(9) + filler + record(5))]), [[5]]);
});

test("a ledger that is not there has no instant, and one that cannot be read tells nothing", () => {
  const own = folder("ledger");
  mkdirSync(join(own, "records"));
  symlinkSync("loop", join(own, "loop"));
  assert.deepEqual(asked(["newest", join(own, "absent")], ["newest", join(own, "records")], ["newest", join(own, "loop")]), [
    [0],
    blind.odd,
    blind.odd,
  ]);
});
