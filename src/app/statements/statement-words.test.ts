/** What a person reads before they sign: everything that the statement says, and nothing that acts on their terminal. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Sentence, statementLines } from "./statement-words.ts";

const until = Date.UTC(2026, 10, 21, 22, 40);
const sentence = (changes: Partial<Sentence>): Sentence => ({ about: { is: "mode" }, where: {}, once: false, until, ...changes });

const said: readonly (readonly [string, Sentence, readonly string[]])[] = [
  [
    "write mode of a terminal",
    sentence({ where: { pane: "boot/1/2/3" } }),
    ["write mode: infrastructure may be changed", "in the terminal boot/1/2/3", "as often as it happens, until 2026-11-21T22:40:00.000Z"],
  ],
  [
    "an exception for one effect, in a folder and a session",
    sentence({
      about: { is: "exception", rule: "files.delete", effect: { kind: "delete", target: "/x" } },
      where: { folder: "/home/dev", session: "s1" },
      once: true,
    }),
    [
      "exception: the rule files.delete does not stop what would delete /x",
      "in the session s1",
      "in /home/dev and below",
      "once, until 2026-11-21T22:40:00.000Z",
    ],
  ],
  [
    "an exception for all",
    sentence({ about: { is: "exception", rule: "files.delete" }, until: null }),
    [
      "exception: the rule files.delete does not stop anything",
      "wherever an agent works",
      "as often as it happens, until you take it back",
    ],
  ],
  [
    "a rule that is off",
    sentence({ about: { is: "setting", rule: "git.push.force", verdict: "off" } }),
    ["setting: the rule git.push.force is off", "wherever an agent works", "as often as it happens, until 2026-11-21T22:40:00.000Z"],
  ],
  [
    "trust in some rules of a file",
    sentence({ about: { is: "trust", folder: "/home/dev/proj", file: "policy.rego", sha256: "ab", rules: ["a.b"] } }),
    [
      "trust: the overrides of a.b in /home/dev/proj/policy.rego as it is now (SHA-256 ab)",
      "wherever an agent works",
      "as often as it happens, until 2026-11-21T22:40:00.000Z",
    ],
  ],
];

for (const [what, one, lines] of said) test(`${what} is put into words`, () => assert.deepEqual(statementLines(one), lines));

test("an approval names the call that passes, and its hash", () => {
  const [line] = statementLines(sentence({ about: { is: "approval", decision: "cd" }, once: true }), "`rm x` of an agent");
  assert.equal(line, "approval: `rm x` of an agent passes (cd)");
});

test("what others wrote in it stays text: no line is added, hidden or written over", () => {
  const folder = "/x\u001b[2K\rnothing\nat all\u202e\u0007";
  const lines = statementLines(sentence({ where: { folder } }), undefined);
  assert.equal(lines.length, 3);
  assert.doesNotMatch(lines.join("|"), /[\p{Cc}\p{Cf}]/u);
});
