/** Data stays data: a dangerous text never makes a harmless program that is handed it any more suspect. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isStricter } from "../../src/guard/guard.ts";
import { decisionOn, testGuard } from "../lib/bundled.ts";
import { carriers } from "./carriers.ts";
import { dangerousTexts } from "./dangerous-texts.ts";

const guard = testGuard();

test("there are a hundred texts and thirty carriers at least", () => {
  assert.ok(dangerousTexts.length >= 100 && Object.keys(carriers).length >= 30);
});

for (const [name, carry] of Object.entries(carriers)) {
  test(`a dangerous text stays data when it is ${name}`, () => {
    const harmless = decisionOn(carry("a short note"), guard).verdict;
    const raised = dangerousTexts.filter((text) => isStricter(decisionOn(carry(text), guard).verdict, harmless));
    assert.deepEqual(raised, []);
    assert.ok(!isStricter(harmless, "warn"));
  });
}
