/** The layout of policies: what the author decides, what is the same for everybody, and that nothing is lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { format, type Dialect } from "../rego.ts";

function formatted(text: string, dialect: Dialect = "v1"): string {
  const once = format({ file: "f.rego", text }, dialect);
  if (!once.ok) return once.fault.what;
  const twice = format({ file: "f.rego", text: once.text }, dialect);
  assert.equal(twice.ok ? twice.text : twice.fault.what, once.text, "formatting again changes nothing");
  return once.text;
}

function rules(text: string): string {
  return formatted(`package f\n${text}\n`).replace(/^package f\n\n?/, "");
}

const cases: readonly (readonly [what: string, before: string, after: string])[] = [
  ["space stands around operators and behind commas", "x:=1+2*f( 3,4 )", "x := 1 + 2 * f(3, 4)\n"],
  ["a sign has no space behind it", "x := - 1\ny := 2 - - z\nz := 1", "x := -1\ny := 2 - -z\nz := 1\n"],
  ["a head gets its value with `:=`", "f(x) = y if y = x", "f(x) := y if y = x\n"],
  ["one statement beside its brace needs none", "p if { input.x }", "p if input.x\n"],
  ["one statement below its brace keeps it", "p if {\n input.x\n}", "p if {\n\tinput.x\n}\n"],
  ["a statement that starts with a brace keeps that of the rule", "p if { {1} == x; x = {1} }", "p if {\n\t{1} == x\n\tx = {1}\n}\n"],
  ["each statement has its line", "p if { a; b }\na := 1\nb := 1", "p if {\n\ta\n\tb\n}\n\na := 1\nb := 1\n"],
  ["`every` may stay on one line", "p if { every x in [1] { x > 0 } }", "p if every x in [1] { x > 0 }\n"],
  ["a comprehension stays on its line", "p := [x|some x in [1];x>0]", "p := [x | some x in [1]; x > 0]\n"],
  ["a comprehension over lines has one for each statement", "p := [x |\n some x in [1];x>0]", "p := [x |\n\tsome x in [1]\n\tx > 0\n]\n"],
  ["a list over lines ends each with a comma", 'p := {"a": 1,\n"b": [1, 2]}', 'p := {\n\t"a": 1,\n\t"b": [1, 2],\n}\n'],
  ["items that share a line go on sharing it", "p := [\n1, 2,\n3]", "p := [\n\t1, 2,\n\t3,\n]\n"],
  ["`else` stands behind its brace", "p if {\n a\n} else := 2 if {\n a\n}\na := 1", "p if {\n\ta\n} else := 2 if {\n\ta\n}\n\na := 1\n"],
  ["`else` stands below what has no brace", "p if a else := 2\na := 1", "p if a\n\nelse := 2\n\na := 1\n"],
  ["a key that is a word stands behind a dot", 'p := input["a"]["b-c"].d', 'p := input.a["b-c"].d\n'],
  ["a key that is a keyword does not", 'p := input["if"]', 'p := input["if"]\n'],
  [
    "`with` keeps the line the author gave it",
    "p if {\n a with input as 1\n with data.b as 2\n}\na := 1",
    "p if {\n\ta with input as 1\n\t\twith data.b as 2\n}\n\na := 1\n",
  ],
  ["strings stay as they are written", 'p := `a\n  b`\nq := $"x { input.x }"', 'p := `a\n  b`\n\nq := $"x { input.x }"\n'],
  [
    "empty lines between statements are one at most, and none beside braces",
    "p if {\n\n a\n\n\n b\n\n}\na := 1\nb := 1",
    "p if {\n\ta\n\n\tb\n}\n\na := 1\nb := 1\n",
  ],
];

for (const [what, before, after] of cases) test(what, () => assert.equal(rules(before), after));

test("comments stay where they are: behind something, above something, at an end", () => {
  const text = "# one\npackage f\n# two\n\n# three\nimport data.x # four\np if { # five\n  # six\n  x # seven\n  # eight\n} # nine\n# ten";
  assert.equal(
    formatted(text),
    "# one\npackage f\n\n# two\n\n# three\nimport data.x # four\n\np if { # five\n\t# six\n\tx # seven\n\t# eight\n} # nine\n\n# ten\n",
  );
});

test("comments among items stand behind the comma", () => {
  assert.equal(rules("p := [ # a\n1 # b\n, 2 # c\n# d\n]"), "p := [ # a\n\t1, # b\n\t2, # c\n\t# d\n]\n");
});

test("a comment inside a term ends its line", () => {
  assert.equal(rules("p := 1 + # a\n2"), "p := 1 + # a\n\t2\n");
});

test("METADATA stays with its rule", () => {
  const text = "package f\n\n# METADATA\n# title: x\np := 1\n";
  assert.equal(formatted(text), text);
});

test("the old dialect keeps its bodies without `if`, and keys that add to sets", () => {
  assert.equal(formatted('package f\np["a"] { x := 1 } { x := 2 }', "v0"), 'package f\n\np["a"] {\n\tx := 1\n} {\n\tx := 2\n}\n');
});

test("what does not parse is left alone, with its place", () => {
  assert.match(formatted("package f\np if {"), /^f\.rego:2:7: a body|^f\.rego:2:\d+: /);
});
