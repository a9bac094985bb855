/** The index of rules: it may leave out only rules that cannot hold. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../base/json.ts";
import { chanceFrom, rounds, seed, type Chance } from "../../../test/lib/random.ts";
import { compile, type Program } from "../rego.ts";

const limits = { steps: 1_000_000 };

function programOf(rules: string): Program {
  const compiled = compile([{ file: "i.rego", text: `package i\n${rules}` }]);
  return compiled.ok ? compiled.program : assert.fail(compiled.faults[0]?.what ?? "");
}

const rules = [
  'deny["kind"] contains e.id if { some e in input.effects; e.kind == "delete" }',
  'deny["both"] contains e.id if { some e in input.effects; e.kind == "delete"; e.tool == "rm" }',
  'deny["deep"] contains e.id if { some e in input.effects; e.target.scope == "home" }',
  'deny["input"] contains "x" if input.tool == "shell"',
  'deny["mixed"] contains e.id if { input.tool == "shell"; some e in input.effects; e.kind == "read" }',
  'deny["open"] contains e.id if { some e in input.effects; startswith(e.tool, "r") }',
  'deny["any"] contains "always" if true',
  'deny["turned"] contains e.id if { some e in input.effects; "read" == e.kind }',
  'deny["number"] contains e.id if { some e in input.effects; e.level == 3 }',
  'deny["two"] contains "one" if { some e in input.effects; e.kind == "read" }\ndeny["two"] contains "other" if input.tool == "web"',
  'value := "yes" if input.tool == "web"\ndefault value := "no"',
];

const inputs: readonly Json[] = [
  {},
  { tool: "shell" },
  { tool: "web", effects: [] },
  {
    effects: [
      { id: 1, kind: "delete", tool: "rm" },
      { id: 2, kind: "delete", tool: "git" },
    ],
  },
  {
    tool: "shell",
    effects: [
      { id: 1, kind: "read", tool: "cat", level: 3 },
      { id: 2, target: { scope: "home" } },
    ],
  },
  { effects: { a: { id: 1, kind: "read", tool: "rg" }, b: "text" } },
  { effects: "none", tool: 7 },
  null,
  [1],
];

test("a document made with the index is the one each rule makes alone", () => {
  const all = programOf(rules.join("\n"));
  for (const input of inputs) {
    const document = all.evaluate("data.i", input, limits);
    assert.ok(document.ok);
    const { deny, value } = document.value as { readonly deny: Record<string, Json>; readonly value: Json };
    for (const rule of rules) {
      const name = /^deny\["(\w+)"\]/.exec(rule)?.[1];
      // Asked for by its own path, a rule is called without the index.
      const alone = programOf(name === undefined ? rule : `${rule}\nanswer := deny["${name}"]`).evaluate(
        name === undefined ? "data.i.value" : "data.i.answer",
        input,
        limits,
      );
      assert.deepEqual(
        name === undefined ? value : deny[name],
        alone.ok ? alone.value : alone.fault,
        `${rule} for ${JSON.stringify(input)}`,
      );
    }
  }
});

test("what matches, with what is certain, is the document without empty sets", () => {
  const all = programOf(rules.join("\n"));
  const [certain, matching] = [all.certain("data.i"), all.matches("data.i", { tool: "web" }, limits)];
  assert.deepEqual(certain.ok ? certain.value : certain.fault, [{ path: ["deny", "any"], value: ["always"] }]);
  assert.deepEqual(matching.ok ? matching.matches : matching.fault, [
    { path: ["deny", "two"], value: ["other"] },
    { path: ["value"], value: "yes" },
  ]);
});

function manyRules(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `deny["r${index}"] contains e.id if { some e in input.effects; e.kind == "k${index}"; e.level > 1 }`,
  ).join("\n");
}

test("ten times the rules take no more steps while the same ones match", () => {
  const input = { effects: [{ id: 1, kind: "k3", level: 2 }] };
  const results = [100, 1_000].map((count) => programOf(manyRules(count)).matches("data.i", input, limits));
  const [few, many] = results.map((result) => (result.ok ? result.steps : -1));
  assert.equal(few, many);
});

test("looking through the input for rules counts as work", () => {
  const effects = Array.from({ length: 1_000 }, () => ({ kind: "k" }));
  const answer = programOf(manyRules(1)).matches("data.i", { effects }, { steps: 500 });
  assert.equal(answer.ok ? "" : answer.fault.code, "rego.limit");
});

test("a rule that asks for one of many constants is left out where none of them stands", () => {
  const program = programOf(
    Array.from({ length: 200 }, (_, index) => `r${index} if { some e in input.list; e.kind in {"a${index}", "b${index}"} }`).join("\n"),
  );
  const answer = program.matches("data.i", { list: [{ kind: "b7" }] }, limits);
  assert.deepEqual(answer.ok ? answer.matches : answer.fault, [{ path: ["r7"], value: true }]);
  assert.ok(answer.ok && answer.steps < 100, `${answer.ok ? answer.steps : 0} steps`);
});

/** What `evaluate` gives for a rule, asked for with all others and alone. */
function both(text: string, name: string, input: Json): void {
  const program = programOf(text);
  const whole = program.evaluate("data.i", input, limits);
  const alone = program.evaluate(`data.i.${name}`, input, limits);
  assert.ok(whole.ok && alone.ok);
  assert.deepEqual((whole.value as Record<string, Json>)[name], alone.value, text);
}

test("what was found in one list is not taken for what is in another that stands in its place", () => {
  const other = '[{"kind": "b", "id": 9}, {"kind": "a", "id": 8}]';
  const text = `a contains e.id if { some e in input.list; e.kind == "a" }
b contains e.id if { some e in input.list; e.kind == "b" }
c contains x if { some e in input.list; e.kind == "a"; some x in data.i.a with input.list as ${other} }
d contains x if { some x in data.i.b with input as {"list": ${other}} }
e := x if { x := data.i.a with input.list as [] }`;
  const input = {
    list: [
      { kind: "a", id: 1 },
      { kind: "c", id: 2 },
      { kind: "b", id: 3 },
      { kind: "a", id: 4 },
    ],
  };
  for (const name of ["a", "b", "c", "d", "e"]) both(text, name, input);
});

test("rules of one package and of all packages find the same", () => {
  const text = `a contains e.id if { some e in input.list; e.kind == "a" }
b := data.i.a`;
  for (const name of ["a", "b"]) both(text, name, { list: [{ kind: "a", id: 1 }] });
});

test("a rule that asks its question in a function is left out like others", () => {
  const text = Array.from(
    { length: 200 },
    (_, index) => `r${index} if { some e in input.list; is_${index}(e) }\nis_${index}(e) if { e.kind == "k${index}"; e.level > 1 }`,
  ).join("\n");
  const answer = programOf(text).matches("data.i", { list: [{ kind: "k7", level: 2 }] }, limits);
  assert.deepEqual(answer.ok ? answer.matches : answer.fault, [{ path: ["r7"], value: true }]);
  assert.ok(answer.ok && answer.steps < 40, `${answer.ok ? answer.steps : 0} steps`);
});

test("where nothing is gone through, no rule that goes through something is asked", () => {
  const text = Array.from({ length: 200 }, (_, index) => `r${index} if { some e in input.list; e.size > ${index} }`).join("\n");
  const program = programOf(text);
  for (const input of [{}, { list: [] }, { list: [{ kind: "a" }] }]) {
    const answer = program.matches("data.i", input, limits);
    assert.ok(answer.ok && answer.steps < 10, `${answer.ok ? answer.steps : 0} steps for ${JSON.stringify(input)}`);
  }
});

test("what one rule puts into its set stays there when another starts with an empty one", () => {
  const text = `a contains x if { some x in input.list }
b contains x if { some x in input.none }
c[x] contains y if { some x in input.list; some y in input.none }
d[x] contains y if { some x in input.list; y := x }
e := [x | some x in input.none]
f := array.concat(e, [1])
g := [x | some x in input.none]`;
  const answer = programOf(text).evaluate("data.i", { list: ["p", "q"], none: [] }, limits);
  const expected = { a: ["p", "q"], b: [], c: {}, d: { p: ["p"], q: ["q"] }, e: [], f: [1], g: [] };
  assert.deepEqual(answer.ok ? answer.value : answer.fault, expected);
});

const values: readonly Json[] = ["a", "b", 1, 2, true, null, ["a"], { kind: "a" }];

function testOf(chance: Chance, root: string): string {
  const place = `${root}.${chance.of(["kind", "tool", "deep.scope"])}`;
  return chance.of([
    () => `${place} == ${JSON.stringify(chance.of(values))}`,
    () => `${JSON.stringify(chance.of(values))} = ${place}`,
    () => `${place} in {${JSON.stringify(chance.of(values))}, ${JSON.stringify(chance.of(values))}}`,
    () => `x := ${place} in {"a", 1}; x == ${chance.of(["true", "false"])}`,
    () => `not ${place} == ${JSON.stringify(chance.of(values))}`,
  ])();
}

function ruleFrom(chance: Chance, name: string): string {
  const scans = chance.below(3) > 0;
  const loop = scans ? [`some e in input.${chance.of(["list", "deep.list"])}`] : [];
  const body = [testOf(chance, "input"), ...loop, testOf(chance, scans ? "e" : "input")].slice(chance.below(2));
  return `${name} contains ${scans ? "e" : '"x"'} if { ${body.map((one, index) => one.replaceAll("x ", `x${index} `)).join("; ")} }`;
}

function thingFrom(chance: Chance): { readonly [name: string]: Json } {
  return { kind: chance.of(values), tool: chance.of(values), deep: { scope: chance.of(values) } };
}

function inputFrom(chance: Chance): Json {
  const things = (): Json => Array.from({ length: chance.below(4) }, () => (chance.below(5) === 0 ? chance.of(values) : thingFrom(chance)));
  const many = chance.of([things, (): Json => ({ one: thingFrom(chance) }), (): Json => chance.of(values)]);
  return { ...thingFrom(chance), list: many(), deep: { scope: chance.of(values), list: many() } };
}

test(`whatever rules and inputs chance makes, the index leaves out only what cannot hold (seed ${seed})`, () => {
  for (let round = 0; round < rounds(150, 5_000); round++) {
    const chance = chanceFrom(seed + round);
    const names = Array.from({ length: 12 }, (_, index) => `r${index}`);
    const text = names.map((name) => ruleFrom(chance, name)).join("\n");
    const program = programOf(text);
    for (let times = 0; times < 6; times++) {
      const input = inputFrom(chance);
      const whole = program.evaluate("data.i", input, limits);
      // Asked for by its own path, a rule is called without the index.
      const alone = names.map((name): [string, Json] => [name, valueAt(program, `data.i.${name}`, input)]);
      assert.deepEqual(whole.ok ? whole.value : whole.fault, Object.fromEntries(alone), `${text}\n${JSON.stringify(input)}`);
    }
  }
});

function valueAt(program: Program, path: string, input: Json): Json {
  const answer = program.evaluate(path, input, limits);
  return answer.ok ? (answer.value ?? null) : answer.fault.what;
}
