/** Rego through its front door: what policies mean, and what is said of those that mean nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../base/json.ts";
import { compile, type Options } from "./rego.ts";

const limits = { steps: 100_000 };

function valueOf(body: string, input: Json = {}, options: Options = {}): Json | undefined {
  const compiled = compile([{ file: "test.rego", text: `package test\n${body}` }], options);
  if (!compiled.ok) assert.fail(compiled.faults.map(({ what }) => what).join("\n"));
  const evaluation = compiled.program.evaluate("data.test.answer", input, limits);
  if (!evaluation.ok) assert.fail(evaluation.fault.what);
  return evaluation.value;
}

function complaintsOf(text: string): string[] {
  const compiled = compile([{ file: "test.rego", text }]);
  return compiled.ok ? [] : compiled.faults.map(({ what }) => what);
}

const holds = (name: string, ...[body, expected, input = {}]: readonly [body: string, expected: Json | undefined, input?: Json]): void => {
  test(name, () => assert.deepEqual(valueOf(body, input), expected));
};

const effects = {
  effects: [
    { id: "a", kind: "delete", target: { scope: "home" } },
    { id: "b", kind: "delete", target: { scope: "project" } },
    { id: "c", kind: "read", target: { scope: "home" } },
  ],
};

const bundled = `deny["files.delete.tree"] contains effect.id if {
  some effect in input.effects
  effect.kind == "delete"
  effect.target.scope in {"home", "system"}
}
deny["files.read"] contains effect.id if {
  some effect in input.effects
  effect.kind == "open"
}
answer := deny`;

holds("a bundled rule collects the effects it is about", bundled, { "files.delete.tree": ["a"], "files.read": [] }, effects);
holds("a rule without a true body is undefined", "answer if input.missing", undefined);
holds("a default stands in for what is undefined", "default answer := 3\nanswer := 4 if input.missing", 3);
holds("else branches are tried in order", "answer := 1 if input.one else := 2 if input.two else := 3", 2, { two: true });
holds("not is true where nothing is found", "answer if not input.missing", true);
holds("negated calls need their arguments, as in OPA", 'answer if not startswith(input.missing, "a")', undefined);
holds("every holds over an empty list", "answer if every x in [] { x > 1 }", true);
holds("every fails with one member", "answer if every x in [1, 2] { x > 1 }", undefined);
holds("some binds key and value", 'answer[k] := v if some k, v in {"a": 1}', { a: 1 });
holds("statements may stand before what they need", "answer := x if { x > 2; x = [1, 3][_] }", 3);
holds("sets come sorted in Rego's order", 'answer := {"b", 1, null, [2], true, "a"}', [null, true, 1, "a", "b", [2]]);
holds("functions pattern-match their arguments", 'f([x, 1]) := x\nanswer := f(["yes", 1])', "yes");
holds("comprehensions may use what stands around them", "answer := [y | some x in [1, 2]; y := x * n] if n := 10", [10, 20]);
holds("object comprehensions", 'answer := {k: v | some k, v in {"a": 1}}', { a: 1 });
holds("an interpolated string shows what is undefined", 'answer := $"{1 + 1} {input.missing}"', "2 <undefined>");
holds("with replaces input for one statement", "f := input.x\nanswer := [a, b] if { a := f with input.x as 1; b := f }", [1, 2], { x: 2 });
holds("with replaces a built-in", "answer := x if { x := count([1]) with count as 7 }", 7);
holds("large integers stay exact", 'answer := sprintf("%v", [9007199254740993 + 1])', "9007199254740994");
holds("fractions print as OPA prints them", 'answer := sprintf("%v", [0.1 + 0.2])', "0.3");
holds("objects with other keys than strings", 'answer := {1: "a"}[1]', "a");
holds("partial rules of one name are put together", "answer contains 1\nanswer contains 2 if false\nanswer contains 3", [1, 3]);

test("two values at once are a conflict and no answer", () => {
  const compiled = compile([{ file: "c.rego", text: "package c\nx := 1 if input.a\nx := 2 if input.b" }]);
  assert.ok(compiled.ok);
  const evaluation = compiled.program.evaluate("data.c.x", { a: true, b: true }, limits);
  assert.equal(evaluation.ok ? "" : evaluation.fault.code, "rego.conflict");
});

test("too many steps stop the evaluation without a partial answer", () => {
  const compiled = compile([
    { file: "l.rego", text: "package l\nx := count([1 | some a in numbers; some b in numbers; a != b])\nnumbers := input.n" },
  ]);
  assert.ok(compiled.ok);
  const evaluation = compiled.program.evaluate("data.l.x", { n: Array.from({ length: 200 }, (_, index) => index) }, { steps: 5_000 });
  assert.equal(evaluation.ok ? "" : evaluation.fault.code, "rego.limit");
});

test("annotations above a rule are read", () => {
  const text =
    'package a\n# METADATA\n# title: one\n# custom:\n#   id: x.y\n#   hits: ["rm -rf ~", "rm -r /"]\n#   because: |\n#     line one\n#     line two\ndeny["x.y"] contains 1 if true\n';
  const compiled = compile([{ file: "a.rego", text }]);
  assert.ok(compiled.ok);
  assert.deepEqual(compiled.program.rules, [
    {
      path: ["a", "deny", "x.y"],
      file: "a.rego",
      line: 10,
      annotations: { title: "one", custom: { id: "x.y", hits: ["rm -rf ~", "rm -r /"], because: "line one\nline two\n" } },
    },
  ]);
});

const refuses = (name: string, text: string, expected: RegExp): void => {
  test(name, () => assert.match(complaintsOf(text).join("\n"), expected));
};

refuses(
  "a variable without a value is named with its line",
  "package p\nx if y > 1",
  /test\.rego:2:6: `y` has no value here.*: `x if y > 1`/,
);
refuses("a missing built-in is named", "package p\nx := http.send({})", /`http\.send` is not available: it would use the network/);
refuses("a function nobody wrote is named", "package p\nx := nope(1)", /there is no function `nope`/);
refuses("a body without if is refused", "package p\nx { true }", /a rule's body needs `if`/);
refuses("rules that need themselves are refused", "package p\nx if y\ny if x", /which Rego does not allow/);
refuses("a string that does not end is shown", 'package p\nx := "abc', /not closed/);
refuses("unreadable metadata is refused", "package p\n# METADATA\n# title: &a b\nx := 1", /put the text in quotes/);

test("old policies are read in the old dialect", () => {
  assert.deepEqual(valueOf("answer[x] { x := input.a[_] }", { a: [2, 1] }, { dialect: "v0" }), [1, 2]);
});

refuses("a name is a set or a value, not both", "package p\nx contains 1\nx := 2", /`p\.x` is a value here and a set elsewhere/);
refuses("a rule stands in the way of rules below it", "package p\nx := 1\nx.y := 2", /`p\.x` stands in the way/);
refuses("a name has one default", "package p\ndefault x := 1\ndefault x := 2", /two defaults/);
refuses("what Rego v1 took away is refused", "package p\nx if any([true])", /`any` is gone since Rego v1/);

/** Each rule asks twice for the one after it, each time with something else in place of a built-in. */
function doublingPlan(levels: number): string {
  const rules = Array.from(
    { length: levels },
    (_, level) => `r${level} if { r${level + 1} with count as ${level}; r${level + 1} with max as ${level} }`,
  );
  const text = `package p\n${rules.join("\n")}\nr${levels} if count([]) == 0`;
  const compiled = compile([{ file: "p.rego", text }], { mostStatements: 20_000 });
  return compiled.ok ? "" : compiled.faults.map(({ what }) => what).join("\n");
}

test("policies that would need a plan without end are refused", () => {
  // With forty, nobody would see its end.
  assert.equal(doublingPlan(8), "");
  assert.match(doublingPlan(40), /the plan of these policies has more than 20000 statements/);
});
