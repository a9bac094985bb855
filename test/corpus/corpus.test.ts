/** Every corpus line, and every example that a rule brings along, decided in this process. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isStricter } from "../../src/guard/guard.ts";
import { decisionOn, testGuard } from "../lib/bundled.ts";
import { allCases } from "./corpus.ts";

const guard = testGuard();

for (const { file, line, verdict, rule, command, files } of allCases()) {
  test(`corpus/${file}:${line} ${verdict} ${command}`, () => {
    const decision = decisionOn(command, guard, files);
    assert.deepEqual([decision.verdict, decision.steps[0]?.rule ?? "-"], [verdict, rule]);
  });
}

for (const rule of guard.layers.flatMap((layer) => layer.rules)) {
  for (const hit of rule.hits) {
    test(`${rule.id} hits ${hit}`, () => {
      const decision = decisionOn(hit, guard);
      assert.ok(
        decision.steps.some((step) => step.rule === rule.id),
        `only ${decision.steps.map((step) => step.rule).join(", ")}`,
      );
      assert.ok(!isStricter(rule.verdict, decision.verdict));
    });
  }
  for (const miss of rule.misses) {
    test(`${rule.id} misses ${miss}`, () => {
      assert.ok(!decisionOn(miss, guard).steps.some((step) => step.rule === rule.id));
    });
  }
  test(`${rule.id} says why, and where it stands`, () => {
    assert.match(rule.because, /^[a-z].*[^.]$/);
    assert.match(rule.file, /^policies\/.*\.rego$/);
    assert.ok(rule.line > 0);
  });
}
