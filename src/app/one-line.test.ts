/** What others wrote does nothing to the terminal that shows it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { oneLine } from "./one-line.ts";

const lines: readonly (readonly [sentence: string, text: string, line: string])[] = [
  ["several lines become one", "a\n  b\n\nc", "a ⏎ b ⏎ c"],
  ["escape sequences are taken apart", "\u001b[2Jx\u0007", "\ufffd[2Jx\ufffd"],
  ["marks that turn the direction of text are taken out", "a\u202eb\u2066c", "a\ufffdb\ufffdc"],
  ["what is too wide is cut, and says so", "x".repeat(21), `${"x".repeat(20)} …`],
  ["what just fits stays", "x".repeat(20), "x".repeat(20)],
  ["letters of any script stay", "übergrößer 日本", "übergrößer 日本"],
];

for (const [sentence, text, line] of lines) test(sentence, () => assert.equal(oneLine(text, 20), line));
