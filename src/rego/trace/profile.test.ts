/** What each line takes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { study } from "../rego.ts";

const text = 'package c\n\np contains x if {\n\tsome x in input.list\n\tx > 1\n}\n\nq := regex.match("(a+)+b", input.text)\n';

test("lines that are tried more often take more steps, and all of them together take what the answer took", () => {
  const opened = study([{ file: "c.rego", text }]);
  assert.ok(opened.ok);
  const profiled = opened.study.profile("data.c.p", { input: '{"list": [1, 2, 3, 4, 5]}', limits: { steps: 1_000 } });
  assert.ok(profiled.ok);
  const { answer, lines } = profiled.value;
  assert.equal(lines.find(({ file, line }) => file === "c.rego" && line === 5)?.tried, 5);
  assert.equal(lines.find(({ file, line }) => file === "c.rego" && line === 4)?.tried, 1);
  assert.equal(
    lines.reduce((sum, { steps }) => sum + steps, 0),
    answer.steps,
  );
});

test("what a built-in takes belongs to the line that calls it", () => {
  const opened = study([{ file: "c.rego", text }]);
  assert.ok(opened.ok);
  const profiled = opened.study.profile("data.c.q", { input: JSON.stringify({ text: "a".repeat(500) }), limits: { steps: 100_000 } });
  assert.ok(profiled.ok);
  const [dearest] = profiled.value.lines;
  assert.equal(dearest?.line, 8);
  assert.ok((dearest?.steps ?? 0) > 100);
});
