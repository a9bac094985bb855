/** Policies as trees in OPA's words. `test/rego/answers/modules.txt` has whole trees as OPA makes them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, type Json } from "../rego.ts";

function ask(term: string, input: Json): Json | undefined {
  const compiled = compile([{ file: "m.rego", text: `package m\nanswer := ${term}` }]);
  if (!compiled.ok) return assert.fail(compiled.faults[0]?.what ?? "");
  const answer = compiled.program.evaluate("data.m.answer", input, { steps: 100_000 });
  return answer.ok ? answer.value : answer.fault.code;
}

test("a rule can look into another policy", () => {
  const text = "package foo.bar\n\nallow if input.role == `admin`\n\ndeny contains x if some x in input.list";
  const names = "[rule.head.name | some rule in rego.parse_module(`x.rego`, input).rules]";
  assert.deepEqual(ask(names, text), ["allow", "deny"]);
  const path = "[step.value | some step in rego.parse_module(`x.rego`, input).package.path]";
  assert.deepEqual(ask(path, text), ["data", "foo", "bar"]);
});

test("what is called stands first in each statement", () => {
  const called = "[s.terms[0].value[0].value | some s in rego.parse_module(``, input).rules[0].body]";
  assert.deepEqual(ask(called, "package a\np if { x := 1; x == 1; count([x]) > 0; x in [1] }"), ["assign", "equal", "gt", "internal"]);
});

test("each wildcard is one of its own, and has its number", () => {
  const items = "[t.value | some t in rego.parse_module(``, input).rules[0].body[0].terms[1].value]";
  assert.deepEqual(ask(items, "package a\np if [_, x, _] = input"), ["$0", "x", "$1"]);
});

test("what is no policy has no tree, and the words of a language yet to come are no guess", () => {
  assert.equal(ask("rego.parse_module(``, input)", "package"), undefined);
  assert.equal(ask("rego.parse_module(``, input)", "package a\nimport rego.v2\np if not { input.x }"), "rego.unsupported");
});
