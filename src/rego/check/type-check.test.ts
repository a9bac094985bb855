/** What types show to be impossible, each refusal and each silence as `opa check` of version 1.22.0 has it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, type Json, type Options } from "../rego.ts";

function complaints(rules: string, options: Options = {}): string {
  const compiled = compile([{ file: "t.rego", text: `package t\n${rules}` }], options);
  return compiled.ok ? "" : compiled.faults.map(({ code, what }) => `${code} ${what}`).join("\n");
}

type Refused = Readonly<Record<string, RegExp>>;

const refused = (name: string, cases: Refused, options?: Options): void => {
  test(name, () => {
    for (const [rules, expected] of Object.entries(cases)) {
      assert.match(complaints(rules, options), /^rego\.type t\.rego:\d+:\d+: /, rules);
      assert.match(complaints(rules, options), expected, rules);
    }
  });
};

const accepted = (name: string, cases: readonly string[], options?: Options): void => {
  test(name, () => {
    for (const rules of cases) assert.equal(complaints(rules, options), "", rules);
  });
};

refused("a built-in is not called with what it never takes", {
  "p if count(1)": /`count` takes .* as argument 1, and this is a number/,
  'p if startswith(count([1]), "a")': /`startswith` takes a string as argument 1, and this is a number/,
  'p if { x := "a"; x + 1 }': /`plus` takes a number as argument 1, and this is a string/,
  'p if concat(",", [1, 2])': /`concat` takes/,
  'p if sum(["a"])': /`sum` takes/,
  'p if split("a", "b")[0] + 1': /this is a string/,
  "p if { some x in [null]; x + 1 }": /this is `null`/,
  'p if { some x, y in {"a": 1}; x + y }': /this is a string/,
  "p if count(q)\nq := 1": /`count` takes/,
  "p if lower(q[_])\nq contains 1": /`lower` takes a string/,
  'p if lower(f("a"))\nf(x) := 1': /`lower` takes a string/,
  "p := [x | x := lower(1)]": /`lower` takes a string/,
  "p if not lower(1)": /`lower` takes a string/,
});

refused("what can never be equal is not compared", {
  'p if 1 == "a"': /never be equal: a string and a number/,
  'p if { x := 1; x = "a" }': /never be equal/,
  'p if [1] == ["a"]': /never be equal/,
  "p if { x := [1]; x == [1, 2] }": /an array of 2 and an array of 1/,
  'p if { x := {"a": 1}; x == {"b": 2} }': /an object and an object whose members differ/,
  'p if { x := {"a": 1}; x[input.k] == "s" }': /never be equal/,
  'p if { x := [y | y := 1]; x[0] == "a" }': /never be equal/,
  "p if { walk([1], [p1, v]); p1 == 1 }": /never be equal/,
  'default q := 3\nq := {"a": "x"} if input.y\np if q.a == 2': /never be equal/,
});

refused("a reference does not go where nothing is, and says what may have been meant", {
  'p if { x := {"name": 1}; x.nmae }': /`x` is an object and has nothing under `nmae`; did you mean `name`\?/,
  "p if { x := [1, 2]; x[5] }": /`x` is an array of 2 and has nothing under `5`/,
  "p if { x := [1]; x.foo }": /`x` is an array of 1 and has nothing under `foo`/,
  "p if { x := 1; x.foo }": /`x` is a number and has nothing under `foo`/,
  'p if { x := {1, 2}; x["a"] }': /`x` is a set and has nothing under `a`/,
  'q := {"a": 1}\np if data.t.q.z': /`data\.t\.q` is an object/,
  'q contains "a"\np if q[1]': /`data\.t\.q` is a set/,
});

accepted("a variable in a collection that stands for anything may be anything from then on, as in OPA", [
  'p if { v := "a"; input.y < [v]; v.b }',
  'p if { v := "a"; [v] in input.y; v[1] }',
  'p if { v := "a"; input.y < {"k": [v]}; v.b }',
  'p if { v := "a"; count([v]); v.b }',
  'p if { v := "a"; sprintf("%s", [[v]]); v.b }',
  'p if { v := "a"; not input.y < [v]; v.b }',
  'f(x) := 1\nr := v if { v := "a"; f([v]) }\np if r.b',
  'r := v if { v := "a"; [v, x] = input.y }\np if r[1]',
]);

refused("elsewhere it keeps its type", {
  'p if { v := "a"; input.y < v; v.b }': /`v` is a string and has nothing under `b`/,
  'p if { v := "a"; sprintf("%s", [v]); v.b }': /`v` is a string and has nothing under `b`/,
  'p if { v := "a"; input.y < {1 | input.z < [v]}; v.b }': /`v` is a string and has nothing under `b`/,
});

accepted("so may one that stands beside an empty set in what a new variable becomes", [
  'p if { x := "a"; y := [x, set()]; x.b; y }',
  'p if { x := "a"; y := {"k": [x], "l": [set()]}; x.b; y }',
  'p if { x := "a"; some y in [x, set()]; x.b; y }',
  'p if { x := "a"; y := [[set() | input.z], x]; x.b; y }',
  'q := x if { x := "a"; [x, {set()}] = y; y }\np if q[1]',
]);

refused("an empty set beside a variable in a set, and one in a key, change nothing", {
  'p if { x := "a"; y := {x, set()}; x.b; y }': /a string and has nothing under `b`/,
  'p if { x := "a"; y := {set(): x}; x.b; y }': /a string and has nothing under `b`/,
});

accepted("where it is not certain that something is wrong, nothing is said", [
  'p if { x := input.a; x == 1; x == "s" }',
  'p if { x := 1; x != "a" }',
  'p if { x := 1; x < "a" }',
  'p if concat(",", [input.x, "a"])',
  'p if json.unmarshal("x").a + 1',
  "p if data.t.nope",
  "q.z.y := 1\np if q.w",
  "q[x] := 1 if x := input.a\np if q.w",
  'q := {"a": 1} if input.a\nq := {"b": "x"} if input.b\np if q.b == "x"',
  "p if every x in 1 { lower(x) == lower(1) }",
  'p if q == "a" with data.t.q as "a"\nq := 1',
  'p if { x := {"a": 1}; input.y != x with input.z as 1; x.b }',
  "p if x := {}[input.k]",
  'f(x) := g(x)\ng(x) := 1 if x == 1\ng(x) := "a" if x == 2\np if lower(f(2))',
]);

test("types are left out where that is asked for", () => {
  assert.equal(complaints("p if count(1)", { types: false }), "");
});

const schema: Json = {
  type: "object",
  properties: {
    user: { type: "string" },
    list: { type: "array", items: { type: "object", properties: { id: { type: "string" } } } },
    open: { type: "object" },
    either: { anyOf: [{ type: "string" }, { $ref: "#/definitions/point" }] },
    maybe: { type: ["string", "null"] },
    pair: { type: "array", items: [{ type: "string" }, { type: "number" }] },
  },
  definitions: { point: { type: "object", properties: { x: { type: "number" } } } },
};

refused(
  "a schema says what the input looks like",
  {
    "p if input.usr": /`input` is an object and has nothing under `usr`; did you mean `user`\?/,
    "p if input.user == 1": /never be equal/,
    "p if input.list[0].ids": /did you mean `id`\?/,
    "p if input.list[_].id == 1": /never be equal/,
    "p if { x := input; x.usr }": /did you mean `user`/,
    "p if input.either.y": /has nothing under `y`/,
    "p if input.pair[2]": /has nothing under `2`/,
    "p if lower(input.list)": /`lower` takes a string/,
  },
  { schemas: { input: schema } },
);

accepted(
  "what a schema leaves open is open",
  [
    "p if input.open.any.thing",
    "p if input.either.x == 1",
    'p if input.either == "a"',
    "p if input.maybe == null",
    "p if input.user == 1 with input.user as 1",
    "p if { some k, v in input; v.x }",
  ],
  { schemas: { input: schema } },
);

refused(
  "the base document has schemas too, by path",
  { "p if data.users.ada.nmae": /`data\.users\.ada` is an object.*did you mean `name`/ },
  { schemas: { "data.users.ada": { type: "object", properties: { name: {} } } } },
);

const named = (scope: string): string => `# METADATA\n# scope: ${scope}\n# schemas:\n#   - input: schema.call\n`;

test("METADATA gives schemas to a rule, a document or a package, and the narrower one counts", () => {
  const options: Options = { schemas: { call: schema, other: { type: "object", properties: { else: {} } } } };
  assert.match(complaints(`${named("rule")}p if input.usr`, options), /did you mean `user`/);
  assert.equal(complaints(`${named("rule")}p if input.user\n\nq if input.usr`, options), "");
  assert.match(complaints(`${named("document")}p if input.user\n\np if input.usr`, options), /did you mean `user`/);
  const text = `${named("package")}package t\np if input.usr`;
  const compiled = compile([{ file: "t.rego", text }], options);
  assert.match(compiled.ok ? "" : (compiled.faults[0]?.what ?? ""), /did you mean `user`/);
  const narrower = text.replace("p if input.usr", "# METADATA\n# schemas:\n#   - input: schema.other\np if input.else");
  assert.ok(compile([{ file: "t.rego", text: narrower }], options).ok);
});

test("a schema may stand in the annotation itself, and one that is missing is named", () => {
  const inline = "# METADATA\n# schemas:\n#   - input: {type: object, properties: {user: {type: string}}}\np if input.usr";
  assert.match(complaints(inline), /did you mean `user`/);
  assert.match(
    complaints(`${named("rule")}p if input.user`, { schemas: { cal: schema } }),
    /`schema\.call`, which was not handed in; did you mean `cal`/,
  );
});
