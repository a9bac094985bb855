/** What is found out before a policy runs: names, safety, what is unused, what stands in the way of what. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, type Json, type Options } from "../rego.ts";

function complaintsOf(rules: string, options: Options = {}): readonly string[] {
  const compiled = compile([{ file: "c.rego", text: `package c\n${rules}` }], options);
  return compiled.ok ? [] : compiled.faults.map(({ code, line, column, what }) => `${code} ${line}:${column} ${what}`);
}

function valueOf(rules: string, input: Json = {}): Json | undefined {
  const compiled = compile([{ file: "c.rego", text: `package c\n${rules}` }]);
  if (!compiled.ok) assert.fail(compiled.faults.map(({ what }) => what).join("\n"));
  const answer = compiled.program.evaluate("data.c.answer", input, { steps: 10_000 });
  return answer.ok ? answer.value : answer.fault.code;
}

const accepted = (name: string, ...rules: readonly string[]): void => {
  test(name, () => {
    for (const one of rules) assert.deepEqual(complaintsOf(one), [], one);
  });
};

const refused = (name: string, cases: Readonly<Record<string, RegExp>>, options?: Options): void => {
  test(name, () => {
    for (const [rules, expected] of Object.entries(cases)) assert.match(complaintsOf(rules, options).join("\n"), expected, rules);
  });
};

accepted(
  "a variable may get its value later in the body, and from either side",
  "answer if { x > 1; x = 2 }",
  "answer if { [x, y] = [1, z]; z = 2; y == x }",
  "answer if { [x, 1] = input.pair; x == 1 }",
  'answer if { {"a": x} = input.object; x }',
  "answer if { [x, y] = [z | z := input.list[_]]; x == y }",
  "answer if { input.list[i] == input.other[i] }",
  "answer if { f(x) = x; x = 1 }\nf(x) := x",
);

refused("what never gets a value is unsafe, with its place", {
  "answer if x > 1": /^rego\.unsafe 2:11 c\.rego:2:11: `x` has no value here/,
  "answer if not input.list[i] == j": /rego\.unsafe/,
  "answer := x": /rego\.unsafe/,
  "answer contains x if input.a": /rego\.unsafe/,
  "answer[x] := 1 if input.a": /rego\.unsafe/,
  "answer if { y := [z | x == 1]; y }": /rego\.unsafe/,
  "answer if not input.list[_] == 1; true": /rego/,
  "answer if count(x) == 1": /rego\.unsafe/,
});

refused("a constant or a set gives no values to what stands beside it", {
  "answer if { null = [x, _]; x }": /rego\.unsafe/,
  "answer if { {1, 2} = [x, _]; x }": /rego\.unsafe/,
  'answer if { "a" = {"b": x}; x }': /rego\.unsafe/,
});

refused("what is declared must be used", {
  "answer if { some x; true }": /rego\.compile 2:18 .*`x` is declared here and never used/,
  "answer if every x in [1] { true }": /`x` is declared here and never used/,
  "answer if every i, x in [1] { x == 1 }": /`i` is declared here and never used/,
  "answer := [1 | some y; true]": /`y` is declared here/,
});

accepted(
  "what a nested body, a head or another declaration uses is used",
  "answer := x if { some x; input.list[x] }",
  "answer if { some x; y := [z | z := input.list[x]]; y }",
  "answer if every _, x in [1] { x == 1 }",
  "answer if some x in [1]",
  "answer if { x := 1 }",
);

const strict: Options = { strict: true };

refused(
  "in strict mode, variables and imports that nothing uses are faults",
  {
    "answer if { x := 1 }": /`x` is declared here and never used/,
    "answer := [1 | x := input.a]": /`x` is declared here and never used/,
    "import data.other\nanswer := 1": /`data\.other` is imported here and never used/,
    "import input.user as person\nanswer := 1": /`input\.user` is imported here and never used/,
  },
  strict,
);

test("in strict mode, what is used is no fault", () => {
  assert.deepEqual(complaintsOf("import input.user as person\nanswer := x if { x := person.name }", strict), []);
});

refused("a name is declared once in a body, and before it is used", {
  "answer if { x := 1; x := 2 }": /`x` is declared twice/,
  "answer if { x == 1; x := 1 }": /`x` is used before it is declared/,
});

test("names of the inside hide those of the outside", () => {
  assert.deepEqual(valueOf("x := 1\nanswer := [x, y] if { y := [x | x := 2] }"), [1, [2]]);
  assert.equal(valueOf("input_copy := 1\nanswer := input_copy if { input_copy := 2 }"), 2);
});

test("a rule is told of its annotations, and of those around it", () => {
  const text = "answer := [rego.metadata.rule(), rego.metadata.chain()]";
  assert.deepEqual(valueOf(text), [{}, [{ path: ["c", "answer"] }]]);
  const annotated = `# METADATA\n# title: one\n# authors:\n# - Ada Lovelace <ada@example.org>\n# custom:\n#   id: x\n${text}`;
  const says = { scope: "rule", title: "one", authors: [{ name: "Ada Lovelace", email: "ada@example.org" }], custom: { id: "x" } };
  assert.deepEqual(valueOf(annotated), [says, [{ path: ["c", "answer"], annotations: says }]]);
});

test("the chain goes from the rule to its document, its package and the packages above", () => {
  const compiled = compile([
    { file: "a.rego", text: "# METADATA\n# scope: subpackages\n# title: above\npackage a" },
    {
      file: "b.rego",
      text: "# METADATA\n# title: package\npackage a.b\n# METADATA\n# scope: document\n# title: document\n\n# METADATA\n# title: rule\np := rego.metadata.chain()",
    },
  ]);
  assert.ok(compiled.ok);
  const answer = compiled.program.evaluate("data.a.b.p", {}, { steps: 100 });
  const titles = answer.ok
    ? (answer.value as readonly { readonly annotations: { readonly title: string } }[]).map((one) => one.annotations.title)
    : [];
  assert.deepEqual(titles, ["rule", "document", "package", "above"]);
});

refused("rules that cannot stand beside each other are named", {
  "answer := 1\nanswer contains 2": /is a set here and a value elsewhere/,
  "answer(x) := x\nanswer := 1": /rego\.conflict/,
  "default answer := 1\ndefault answer := 2": /two defaults/,
  "answer(x) := x\nanswer(x, y) := y if x": /rego\.conflict/,
});

refused("what needs itself is refused, also through functions", {
  "answer if answer": /rego\.recursion/,
  "answer := f(1)\nf(x) := g(x)\ng(x) := f(x)": /rego\.recursion/,
  "answer := [x | x := answer]": /rego\.recursion/,
  "answer := 1\nf(x) := g(x)\ng(x) := f(x)": /rego\.recursion/,
});
