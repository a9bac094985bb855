/** From text to tree: what is read, and how what cannot be read is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseModule } from "./module.ts";
import { readYaml } from "./yaml.ts";

function flawIn(body: string): string {
  const parsed = parseModule(`package p\n${body}`, "v1");
  return parsed.ok ? "none" : parsed.flaw.what;
}

test("flaws are told in one sentence each", () => {
  assert.match(flawIn("x := "), /expected a term, found the end of the file/);
  assert.match(flawIn("x := 01"), /is not a number/);
  assert.match(flawIn('x := "\\q"'), /escape that JSON does not know/);
  assert.match(flawIn("x if { y z }"), /expected a new line/);
  assert.match(flawIn("x if !y"), /negation is written `not`/);
  assert.match(flawIn("import foo.bar"), /an import starts with/);
  assert.match(flawIn("x := [1, 2"), /or `\]` after the item/);
  assert.match(flawIn("p contains 1 if true else := 2"), /no `else`/);
  assert.match(flawIn("default p"), /needs a value/);
  assert.match(flawIn('x := $"a {b"'), /./);
});

test("a sign that no text may hold ends it, and a text is shown by its beginning", () => {
  assert.match(flawIn('x := "a\u0001b"'), /not closed on its line/);
  assert.match(flawIn('x := $"a\u0000{1}"'), /interpolated string is not closed/);
  assert.match(flawIn('x := $"\\\u0001"'), /escape that JSON does not know/);
  const flaw = flawIn(`x := 1 \`${"long ".repeat(1_000)}\``);
  assert.ok(flaw.length < 200, flaw);
});

test("brackets nested without end are refused, not followed", () => {
  assert.match(flawIn(`x := ${"[".repeat(5_000)}`), /nested more than/);
  assert.match(flawIn(`x := ${"{".repeat(5_000)}`), /nested more than/);
});

test("an ambiguous term is read twice, not ever more often", () => {
  const deep = `x := ${"[".repeat(60)}1 + 1${"] + 1".repeat(0)}${"]".repeat(60)}`;
  assert.equal(flawIn(deep), "none");
});

test("what is read by one dialect is refused by the other", () => {
  assert.ok(parseModule("package p\nx[y] { y := 1 }", "v0").ok);
  assert.ok(!parseModule("package p\nx[y] { y := 1 }", "v1").ok);
  assert.ok(!parseModule("package p\nimport rego.v1\nx[y] { y := 1 }", "v0").ok);
  assert.ok(parseModule("package p\nimport future.keywords.in\nx { 1 in [1] }", "v0").ok);
});

test("a keyword after a dot is a name", () => {
  assert.equal(flawIn("x := input.default.package.not"), "none");
});

test("bodies joined by `or` and a wide `not` come with rego.v2", () => {
  assert.equal(flawIn("import rego.v2\nx if input.a or not { input.b; input.c }"), "none");
  assert.notEqual(flawIn("x if input.a or input.b"), "none");
});

function yaml(text: string): unknown {
  const read = readYaml(
    text.split("\n").map((line) => ({ text: line, at: 0 })),
    0,
  );
  return read.ok ? read.value : read.flaw.what;
}

test("annotations are a small part of YAML", () => {
  assert.deepEqual(yaml("a: 1\nb:\n  - x\n  - y: true\n    z: null\nc: {d: [1, 'it''s']}"), {
    a: 1,
    b: ["x", { y: true, z: null }],
    c: { d: [1, "it's"] },
  });
  assert.deepEqual(yaml("text: |\n  one\n   two\n\n  three\nnext: >-\n  folded\n  text"), {
    text: "one\n two\n\nthree\n",
    next: "folded text",
  });
  assert.deepEqual(yaml('list: ["rm -rf ~", "a: b",\n  "c"]\nplain: some words\n  go on # but not here'), {
    list: ["rm -rf ~", "a: b", "c"],
    plain: "some words go on",
  });
  assert.deepEqual(yaml("list:\n- a\n- b"), { list: ["a", "b"] });
});

test("YAML beyond that is refused", () => {
  assert.match(String(yaml("a: &x 1")), /put the text in quotes/);
  assert.match(String(yaml("a: 1\na: 2")), /twice/);
  assert.match(String(yaml("a: 1\n   b: 2\n c: 3")), /indented|entry|twice|words/);
  assert.match(String(yaml("a: [1, 2")), /missing|expected/);
});
