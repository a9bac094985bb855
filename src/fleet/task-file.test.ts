/** Front matter is read or refused; nothing in it is passed over. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceFrom, rounds, seed } from "../../test/lib/random.ts";
import { readTaskFile, type TaskFile, taskFileText } from "./task-file.ts";

const read = (text: string): unknown => {
  const file = readTaskFile(text, "file");
  return file.ok ? file.value : file.fault.what;
};
const plain = {
  title: "file",
  priority: "default",
  key: null,
  after: [],
  notBefore: null,
  deadline: null,
  scope: "all",
  affinity: null,
  budgetMicroUsd: 0,
};

test("without front matter the whole file is the prompt", () => {
  assert.deepEqual(read("do it\n\n---\nnot front\n---\n"), { ...plain, text: "do it\n\n---\nnot front\n---" });
});

test("all that may stand there", () => {
  const text = [
    "---",
    "title: Mend the build",
    "priority: critical",
    "tags: [ci, urgent]",
    "needs_claude_code: true",
    "key: build",
    "after: [t1, t2]",
    "not_before: 2026-01-31T09:00Z",
    "deadline: 2026-02-01T00:00:00+02:00",
    "scope: opus",
    "affinity: web",
    "budget_usd: 2.5",
    "---",
    "Mend it.",
  ].join("\n");
  const wanted = {
    title: "Mend the build",
    text: "Mend it.",
    priority: "critical",
    key: "build",
    after: ["t1", "t2"],
    notBefore: Date.UTC(2026, 0, 31, 9),
    deadline: Date.UTC(2026, 0, 31, 22),
    scope: "opus",
    affinity: "web",
    budgetMicroUsd: 2_500_000,
  };
  assert.deepEqual(read(text), wanted);
  assert.deepEqual(read(`\uFEFF${text.replaceAll("\n", "\r\n")}`), wanted);
});

test("the closing line may be the last of the file, and front matter may be empty", () => {
  assert.equal(read("---\ntitle: x\n---"), "it has no text");
  assert.deepEqual(read("---\n---\nbody"), { ...plain, text: "body" });
});

for (const [what, text, why] of [
  ["a priority that does not exist", "priority: urgent", /`priority` is not one of critical, high, default, low/],
  ["a member that nobody knows", "prioritty: high", /`prioritty` is not known here/],
  ["a time without a zone", "deadline: 2026-01-31T09:00", /`deadline` is not a time/],
  ["YAML that is none", "title: [a", /front matter cannot be read/],
  ["a file that is meant for nobody of us", "needs_claude_code: false", /not for an agent/],
  ["a negative budget", "budget_usd: -1", /`budget_usd` is not an amount/],
] as const) {
  test(`${what} is refused with the reason`, () => assert.match(String(read(`---\n${text}\n---\nbody`)), why));
}

test("a file without words is refused: an agent would look for work by itself", () => {
  assert.equal(read("  \n"), "it has no text");
});

test(`what is written as a file is read as it was, seed ${seed}`, () => {
  const chance = chanceFrom(seed);
  const pieces = [
    "a",
    " ",
    ": ",
    "#",
    '"',
    "'",
    "\\",
    "---",
    "é😀",
    "\t",
    "- ",
    "true",
    "12",
    "{",
    "[",
    "&x",
    "*x",
    "!!y",
    "%",
    "@",
    "`",
    "|",
    ">",
  ];
  const words = (): string => Array.from({ length: 1 + chance.below(6) }, () => chance.of(pieces)).join("");
  const named = (): string => `x${words()}`;
  for (let count = 0; count < rounds(400, 20_000); count += 1) {
    const file: TaskFile = {
      title: named(),
      text: `t${words()}\n${words()}\n---\n${words()}.`,
      priority: chance.of(["critical", "high", "default", "low"]),
      key: chance.below(2) === 0 ? null : named(),
      after: Array.from({ length: chance.below(3) }, named),
      notBefore: chance.below(2) === 0 ? null : chance.below(2 ** 31) * 1000,
      deadline: chance.below(2) === 0 ? null : chance.below(2 ** 31) * 1000,
      scope: chance.of(["all", "large"]),
      affinity: chance.below(2) === 0 ? null : named(),
      budgetMicroUsd: chance.below(3) * 1_500_000,
    };
    assert.deepEqual(read(taskFileText(file)), file);
  }
});
