/** Every command of `corpus/effects` has the effects that it stands under, and no others. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../lib/bundled.ts";
import { effectText } from "./effect-text.ts";
import { effectCases, effectCasesIn, listOf } from "./effects.ts";

const guard = testGuard();

for (const { file, line, text, uses } of effectCases()) {
  test(`corpus/${file}:${line} ${text}`, () => {
    for (const { command, effects } of uses) {
      const { effects: found, doubts } = decisionOn(command, guard);
      const texts = listOf([...found.map(effectText), ...doubts.map(({ code }) => `doubt ${code}`)]);
      assert.deepEqual(texts, effects, command);
    }
  });
}

test("a command stands under its effects, and alternatives are spelled out", () => {
  const text = "read ⟨1⟩\nwrite b\n\tx ⟨-a --b‿c⟩ d\nnothing\n\ty\n";
  assert.deepEqual(
    effectCasesIn("f", text).flatMap(({ uses }) => uses.map(({ command, effects }) => [command, ...effects])),
    [["x -a d", "read -a", "write b"], ["x --b c d", "read --b c", "write b"], ["y"]],
  );
});
