/** Bounds: counted, the same everywhere, and past them there is a fault and no part of an answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, type Json } from "../rego.ts";

function ask(rules: string, input: Json, steps: number): string {
  const compiled = compile([{ file: "l.rego", text: `package l\n${rules}` }]);
  if (!compiled.ok) return compiled.faults.map(({ code }) => code).join(" ");
  const answer = compiled.program.evaluate("data.l.answer", input, { steps });
  return answer.ok ? JSON.stringify(answer.value) : `${answer.fault.code}: ${answer.fault.what}`;
}

const triples = "answer := [1 | some a in input.list; some b in input.list; some c in input.list; a != b; b != c]";
const list = Array.from({ length: 60 }, (_, index) => index);

test("too many steps are a fault that says how many were allowed", () => {
  assert.match(ask(triples, { list }, 1_000), /^rego\.limit: the evaluation took more than 1000 steps/);
});

test("what a limit allows does not change from run to run", () => {
  const compiled = compile([{ file: "l.rego", text: `package l\n${triples}` }]);
  assert.ok(compiled.ok);
  const runs = [1, 2, 3].map(() => compiled.program.evaluate("data.l", { list: [1, 2, 3] }, { steps: 10_000 }));
  assert.equal(new Set(runs.map((run) => (run.ok ? run.steps : -1))).size, 1);
});

test("after a fault the next evaluation starts anew", () => {
  const compiled = compile([{ file: "l.rego", text: `package l\n${triples}` }]);
  assert.ok(compiled.ok);
  assert.equal(compiled.program.evaluate("data.l", { list }, { steps: 100 }).ok, false);
  assert.equal(compiled.program.evaluate("data.l", { list: [1] }, { steps: 100 }).ok, true);
});

test("a pattern counts for how long its text is", () => {
  const rule = 'answer := regex.find_n("(a+)+b", input.text, -1)';
  assert.match(ask(rule, { text: "a".repeat(100) }, 1_000_000), /^\[\]$/);
  assert.match(ask(rule, { text: "a".repeat(10_000) }, 1_000), /^rego\.limit/);
});

test("an input nested too deeply is a fault", () => {
  let input: Json = 1;
  for (let depth = 0; depth < 100_000; depth++) input = [input];
  assert.match(ask("answer := input", input, 1_000), /^rego\.depth/);
});

test("time is asked for only where one was handed in", () => {
  assert.match(ask("answer := time.now_ns()", {}, 1_000), /^rego\.unsupported/);
});
