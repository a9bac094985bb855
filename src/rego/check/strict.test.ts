/** What strictness adds, and what the new dialect refuses with or without it, as `opa check --strict` of version 1.22.0 has it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, type Dialect } from "../rego.ts";

function complaints(text: string, strict: boolean, dialect: Dialect = "v1"): string {
  const compiled = compile([{ file: "s.rego", text: `package s\n${text}` }], { strict, dialect });
  return compiled.ok ? "" : compiled.faults.map(({ what }) => what).join("\n");
}

test("an argument that no branch uses is refused where strictness is asked for", () => {
  const cases: Readonly<Record<string, RegExp>> = {
    "f(x) := 1": /the argument `x` is never used/,
    'f({"a": y}) := 2': /the argument `y` is never used/,
    "f(x) := 1 if input.a else := 2 if input.z": /`x` is never used/,
    "f(x) := 1 if { y := [x | x := 1]; y }": /`x` is never used/,
    "default f(x) := 1\nf(x) := x if x > 1": /s\.rego:2:\d+: the argument `x` is never used/,
  };
  for (const [text, expected] of Object.entries(cases)) {
    assert.match(complaints(text, true), expected, text);
    assert.equal(complaints(text, false), "", text);
  }
});

test("an argument that is used anywhere, or that nobody can use, is not", () => {
  const cases = [
    "f(_) := 1",
    "f(x, x) := 1",
    "f(x) := 1 if true else := x if input.z",
    "f(x) := 1 if [x | input.y]",
    "f(x) := 1 if { [x] = input.y }",
    "f(x) := 1 if { input.z with input.y as x }",
    "f(x) := 1 if not input.y == x",
  ];
  for (const text of cases) assert.equal(complaints(text, true), "", text);
});

test("two imports of one name, and names of documents for rules and arguments, are refused in either case", () => {
  const cases: Readonly<Record<string, RegExp>> = {
    "import data.foo\nimport data.bar as foo\np := foo": /takes the name of `import data\.foo`/,
    "import data.foo\nimport data.foo\np := foo": /takes the name/,
    "input := 1": /a rule cannot be called `input`/,
    "p(input) := input": /an argument cannot be called `input`/,
    "p([data]) := 1": /an argument cannot be called `data`/,
  };
  for (const [text, expected] of Object.entries(cases))
    for (const strict of [true, false]) assert.match(complaints(text, strict), expected, text);
});

test("old policies may do so, unless strictness is asked for", () => {
  const text = "import data.foo\nimport data.foo\np { foo }\nq { any([true]) }";
  assert.equal(complaints(text, false, "v0"), "");
  assert.match(complaints(text, true, "v0"), /takes the name of `import data\.foo`/);
  assert.match(complaints("p { any([true]) }", true, "v0"), /`any` is gone since Rego v1/);
});

test("a function that is not known is refused with the one that may have been meant", () => {
  assert.match(complaints('p if startwith("a", "b")', false), /there is no function `startwith`; did you mean `startswith`\?/);
  assert.match(complaints("p if data.s.harmles(1)\nharmless(x) := x", false), /did you mean `data\.s\.harmless`\?/);
  assert.match(complaints("p if whatever(1)", false), /there is no function `whatever`(?!;)/);
});
